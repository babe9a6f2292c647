import pytest

from tests.index.loaders.pages import shown


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("moved 77<sup>12</sup> cranes", "moved 77 cranes"),
        ('moved 77<sup><a href="#n3">3</a></sup> cranes', "moved 77 cranes"),
        ('moved 77<a href="#n3"><sup>3</sup></a> cranes', "moved 77 cranes"),
        ('moved 77<a class="footnote-ref" href="#fn3">[3]</a> cranes', "moved 77 cranes"),
        ('moved 77<a href="#fn3">3</a> cranes', "moved 77 cranes"),
        ('moved 77<a role="doc-noteref" href="notes.html#x">3</a> cranes', "moved 77 cranes"),
        ('moved 77<span class="reference">[3]</span> cranes', "moved 77 cranes"),
        ('moved 77<span style="vertical-align: super">3</span> cranes', "moved 77 cranes"),
        (
            'moved 77<sup class="reference" id="cite_ref-3"><a href="#cite_note-3">[3]</a></sup> cranes',
            "moved 77 cranes",
        ),
        ("moved 77<sup>[<i><a href='/w'>citation needed</a></i>]</sup> cranes", "moved 77 cranes"),
        ("moved 77<sup>3</sup>,<sup>4</sup> cranes", "moved 77 cranes"),
        ("moved 77 <sup>3</sup> cranes", "moved 77 cranes"),
        ("moved cranes<sup>3</sup>, he said", "moved cranes, he said"),
        ("moved cranes <sup>3</sup>, he said", "moved cranes, he said"),
        ("moved <b>77<sup>3</sup></b> cranes", "moved 77 cranes"),
        ("moved 77<font size=1><sup>3</sup></font> cranes", "moved 77 cranes"),
        ("moved 77 cranes.<sup>*</sup> Then", "moved 77 cranes. Then"),
    ],
)
def test_a_notes_mark_is_left_out(marked: str, text: str) -> None:
    assert shown(f"<p>They {marked} of the port.</p>") == f"They {text} of the port."


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("12 km<sup>2</sup>", "12 km²"),
        ("10<sup>6</sup>", "10⁶"),
        ("1<sup>st</sup>", "1st"),
        ("M<sup>me</sup>", "Mme"),
        ("Lind<sup>TM</sup>", "Lind™"),
        ("H<sub>2</sub>O", "H2O"),
        ("3<sup>1</sup>/<sub>2</sub>", "3 1/2"),
        ("3<sup>1</sup><sub>2</sub>", "3 1/2"),
        ("$9<sup>99</sup>", "$9⁹⁹"),
        ("¥9<sup>99</sup>", "¥9⁹⁹"),
        ("cost $48<sup>12</sup> million", "cost $48 million"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x²"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2"),
        ('<math alttext="x_1"><mi>x</mi></math>', "\\(x_1\\)"),
    ],
)
def test_what_is_no_note_stays_readable(marked: str, text: str) -> None:
    assert shown(f"<p>They saw {marked} of the port.</p>") == f"They saw {text} of the port."


def test_a_link_to_another_part_of_the_page_stays() -> None:
    assert shown('<p>As in <a href="#b4">[4]</a> and on page <a href="#p5">5</a>.</p>') == (
        "As in [4] and on page 5."
    )


def test_the_way_back_from_a_note_is_left_out() -> None:
    assert shown('<p>Counted by the port of Tarn. <a href="#r1">↩</a></p>') == "Counted by the port of Tarn."


@pytest.mark.parametrize(
    ("language", "marked", "text"),
    [
        ("en", "<q>we will</q>", "“we will”"),
        ("en", "<q>we heard <q>no</q> then</q>", "“we heard ‘no’ then”"),
        ("de", "<q>nein</q>", "„nein“"),
        ("fr", "<q>non</q>", "«non»"),
        ("en", '"<q>we will</q>"', '"we will"'),
        ("en", "<q>“we will”</q>", "“we will”"),
        ("en", "<q lang=de>nein</q>", "„nein“"),
    ],
)
def test_quoted_words_have_quotation_marks(language: str, marked: str, text: str) -> None:
    body = f"<p>The mayor said {marked} and left.</p>"
    assert shown(body, language=language) == f"The mayor said {text} and left."


def test_readings_stand_behind_their_words() -> None:
    tokyo = "<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby>"
    assert shown(f"<p>{tokyo}, <ruby>Edo<rt>old</rt></ruby>.</p>") == "東京(とうきょう), Edo (old)."


def test_words_are_whole() -> None:
    assert shown("<p>A long<wbr>word, a hy\u00adphen and a<button>box</button>here.</p>") == (
        "A longword, a hyphen and a box here."
    )


def test_a_break_parts_lines_but_no_sentence() -> None:
    assert shown("<p>Line one of a sentence<br>goes on here.<br>Another line.</p>") == (
        "Line one of a sentence goes on here.\nAnother line."
    )


def test_words_that_a_writer_set_in_brackets_are_no_note() -> None:
    assert shown("<p>The wages <a href='#t2'>[see below]</a> rose<a href='#c1'>[2]</a>.</p>") == (
        "The wages [see below] rose."
    )
