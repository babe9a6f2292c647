import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import tostring

from index.loaders.page_repair import repair_tree
from tests.index.loaders.pages import parsed, shown


@pytest.mark.parametrize(
    "tag",
    "time label output data button picture object noscript abbr ins mark bdi bdo font tt samp var kbd dfn "
    "meter progress small big cite code slot x-name center address legend span".split(),
)
def test_text_in_an_inline_element_stands_where_it_stood(tag: str) -> None:
    assert shown(f"<p>The pier closes at <{tag}>nine</{tag}> on Sunday.</p>") == (
        "The pier closes at nine on Sunday."
    )


@pytest.mark.parametrize("block", ["p", "h2", "li", "blockquote", "div", "dd", "figcaption"])
def test_it_does_so_in_every_block(block: str) -> None:
    inner = f"<{block}>The pier closes at <time>nine</time>, the mayor of Tarn said on Sunday.</{block}>"
    outer = {"li": "<ul>{}</ul>", "dd": "<dl>{}</dl>", "figcaption": "<figure>{}</figure>"}.get(block, "{}")
    assert "The pier closes at nine, the mayor of Tarn said on Sunday." in shown(outer.format(inner))


def test_classes_of_boilerplate_take_no_word_from_a_sentence() -> None:
    body = (
        '<p>The <span class="menu-item">soup</span> costs <a class="message" href="/x">nine</a> crowns.</p>'
    )
    assert shown(body) == "The soup costs nine crowns."
    body = '<p><span class="a">The </span><span class="navy">soup of Tarn</span><span> costs nine.</span></p>'
    assert shown(body) == "The soup of Tarn costs nine."


def test_elements_within_elements_keep_their_words() -> None:
    price = "<time><i>nine</i></time> <x-y><output>old <label>crowns</label></output></x-y>"
    assert shown(f"<p>It <b>cost {price}</b> then.</p>") == "It cost nine old crowns then."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<p>The office at <address>12 Mill Lane</address> stays open.</p>",
            "The office at 12 Mill Lane stays open.",
        ),
        ("<p>Write to <address>12 Mill Lane, Tarn.</address></p>", "Write to 12 Mill Lane, Tarn."),
        (
            "<p>It rose to <center>40 crowns</center>, the mayor said.</p>",
            "It rose to 40 crowns, the mayor said.",
        ),
    ],
)
def test_a_block_in_mid_sentence_does_not_part_it(body: str, text: str) -> None:
    assert shown(body) == text


def test_a_block_after_a_sentence_stays_apart() -> None:
    body = (
        "<p>The fair is over.</p><address>Fair of Tarn, 12 Mill Lane, Tarn, open on every Sunday.</address>"
    )
    assert "over.\nFair of Tarn" in shown(body)


def test_loose_sentences_are_paragraphs() -> None:
    lines = [
        "The mayor of Tarn wrote this between two blocks.",
        "A block.",
        "And this one was written after the block.",
    ]
    assert shown("<div>{}<p>{}</p>{}</div>".format(*lines)).splitlines() == lines
    assert shown("<x-p>The mayor of Tarn wrote this in an unknown element.</x-p>").startswith("The mayor")


@pytest.mark.parametrize(
    "body",
    [
        '<div class="paywall">Subscribe now for 9 crowns a month to go on reading this article.</div>',
        "<div><button>Share this story with all of your friends in Tarn, please.</button></div>",
        "<div><noscript>Please switch on JavaScript to read what readers of Tarn say.</noscript></div>",
        '<p><span class="share-bar">Share on all networks</span></p>',
        "<div><time>3 June 2024</time></div>",
        '<p><label for="box">I want to read the letter of Tarn on every Sunday.</label><input id="box"></p>',
    ],
)
def test_boilerplate_is_not_added(body: str) -> None:
    assert shown(body) == ""


def test_a_paragraph_that_stands_in_one_such_element_is_kept() -> None:
    body = "<p><output>The count of Tarn was over at nine on Sunday.</output></p>"
    assert shown(body) == "The count of Tarn was over at nine on Sunday."


def test_details_are_kept_with_their_summary() -> None:
    body = "<details><summary>All piers</summary>There are nine of them.</details>"
    assert shown(body) == "All piers\nThere are nine of them."


WORDS = [f"word{number}" for number in range(8)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("b time label span x-y q font abbr output".split()), st.sampled_from(WORDS))
    )
)
def test_no_word_is_lost_whatever_the_elements(parts: list[tuple[str, str]]) -> None:
    tree = parsed("<p>It was " + " ".join(f"<{tag}>{word}</{tag}>" for tag, word in parts) + " then.</p>")
    repair_tree(tree)
    plain = "".join(tree.find("p").itertext()).replace("“", "").replace("”", "")
    assert plain.split() == ["It", "was", *(word for _, word in parts), "then."]


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "<b>x<time>y" * 3000,
        "<div>x<p>y</p>" * 4000,
        "<table>" + "<tr><td rowspan=100>x<td>y" * 3000,
        "<div><time>1:00</time>" * 4000,
        "<article>" + "<time>1:00</time><p>" + "word " * 20 + "</p>" * 3000,
        "<p>" + "a<sup>1</sup>," * 5000,
        "<q>" * 5000 + "x",
        "<dl><dt>a<dd>b" * 3000,
        "<figure><figcaption>a b c d." * 3000,
        "<span hidden>a<del>" * 3000,
        "<ruby>x<rt>y" * 3000,
    ],
    ids=range(11),
)
def test_hostile_pages_take_a_moment(html: str) -> None:
    tree = parsed(html)
    start = time.process_time()
    repair_tree(tree)
    assert time.process_time() - start < 5
    assert tostring(tree)
