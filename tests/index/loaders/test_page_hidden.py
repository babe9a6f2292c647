import pytest

from index.loaders import web_page
from tests.index.loaders.pages import ABOVE, BELOW, shown


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'hidden="until-found"',
        'aria-hidden="true"',
        'aria-hidden="TRUE"',
        'style="display:none"',
        'style="color: red; display : none !important"',
        'style="DISPLAY:NONE"',
        'style="visibility:hidden"',
        'style="visibility: collapse;"',
        'style="position:absolute; left:-9999px"',
        'class="sr-only"',
        'class="x visually-hidden"',
    ],
)
@pytest.mark.parametrize("tag", ["span", "div", "p", "section"])
def test_what_no_reader_sees_is_left_out(attributes: str, tag: str) -> None:
    hidden = f"<{tag} {attributes}>The lake is dry, as nobody but a program reads.</{tag}>"
    body = f"<p>The lake {hidden} is deep.</p>" if tag == "span" else f"{hidden}<p>The lake is deep.</p>"
    assert shown(body) == "The lake is deep."


def test_what_looks_like_hiding_is_kept() -> None:
    for attributes in (
        'style="position:relative; left:-120px"',
        'aria-hidden="false"',
        'style="overflow:hidden"',
        'style="opacity:0"',
    ):
        assert shown(f"<p {attributes}>The lake is deep.</p>") == "The lake is deep."


def test_templates_are_left_out() -> None:
    assert shown("<template><p>The lake of Tarn is dry.</p></template><p>The lake is deep.</p>") == (
        "The lake is deep."
    )


def test_a_page_that_hides_all_of_its_article_is_read() -> None:
    page = '<html><body><main style="visibility:hidden" aria-hidden="true">{}</main></body></html>'
    article = f"<article><p>{ABOVE}</p><p hidden>The lake of Tarn is dry.</p><p>{BELOW}</p></article>"
    assert web_page.read(page.format(article).encode(), "a", "a").text == f"{ABOVE}\n\n{BELOW}"


def test_words_for_listeners_stand_in_for_a_drawn_initial() -> None:
    body = '<p><span aria-hidden="true"><b>T</b>he</span><span class="sr-only">The</span> lake is deep.</p>'
    assert shown(body) == "The lake is deep."


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("worth <del>$5</del> <ins>$50</ins>, he said", "worth $50, he said"),
        ("worth <del>$5</del><ins>$50</ins>, he said", "worth $50, he said"),
        ("took <s>3</s> 9 hours", "took 9 hours"),
        ("took <strike>3</strike> 9 hours", "took 9 hours"),
        ('took <span style="text-decoration:line-through">3</span> 9 hours', "took 9 hours"),
        ('took <b style="text-decoration-line: underline line-through">3</b> 9 hours', "took 9 hours"),
        ('took <span class="strikethrough">3</span> 9 hours', "took 9 hours"),
        ("took 9 hours<del>, too</del>.", "took 9 hours."),
        ("took <del>some</del>, <b>nine</b> hours", "took, nine hours"),
        ("took 9 hours (<del>three</del>) then", "took 9 hours then"),
        ("took 9 hours, <s>not three</s>, then", "took 9 hours, then"),
        ("took the<del> long</del> day", "took the day"),
    ],
)
def test_struck_out_text_is_left_out(marked: str, text: str) -> None:
    assert shown(f"<p>The fire {marked}</p>") == f"The fire {text}"


def test_struck_out_blocks_are_left_out() -> None:
    body = "<del><p>The lake of Tarn is dry.</p></del><ul><li><s>Old</s></li><li>New item</li></ul>"
    assert shown(body) == "- New item"
