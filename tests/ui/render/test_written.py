import re
from dataclasses import replace

import pytest
from hypothesis import given

from index.articles import Article
from qa.answers import Citation, Disagreement, Draft, Writing
from qa.language_model import Usage
from qa.reader import Reading
from qa.thresholds import STRICT
from tests.ui import fakes_kinds as kinds
from tests.ui import fakes_written as fakes
from tests.ui.fakes_chat import refusal
from tests.ui.fakes_written import BOAT, MODEL, PEOPLE, SHIP, WHOLE, WINTER, held_back, holds, written
from tests.ui.render.reading import HOSTILE, Reader, assert_nothing_is_markup, texts
from tests.ui.render.test_response import ALLOWED, read, responded
from ui.render.conversation import announcement
from ui.render.exports import as_markdown, turn_as_markdown, turn_as_text
from ui.render.turns import ChatTurn
from ui.render.written import draft_in_progress, paragraphs, used, writing_switch

TAGS = ALLOWED | {"del"}
THREE_HELD = written(WINTER, *(held_back(f"It carried {n},000 people.") for n in (52, 53, 54)))


def turn(answer: object = WHOLE, **more: object) -> ChatTurn:
    return ChatTurn(fakes.QUESTION, answer, **more)  # type: ignore[arg-type]


def plain(source: str) -> str:
    return Reader(source).text.replace("\N{NO-BREAK SPACE}", " ")


# A finished answer


def test_prose_stands_in_its_paragraphs_with_numbers_that_open_the_quotes() -> None:
    html = responded(turn(), 2)
    told = re.findall(r'<p class="aq-prose" dir="auto">(.*?)</p>', html)
    assert len(told) == 2
    assert plain(told[0]).startswith("The ferry will not sail in winter. 1 The old ship costs")
    assert re.findall(r'href="#cite-2-(\d)"', "".join(told)) == ["1", "2", "1", "3"]
    assert plain(told[1]).strip() == "A taxi boat takes eight people. 3"


def test_what_is_held_back_is_struck_through_with_its_reason_and_said_to_be_no_part() -> None:
    html = responded(turn())
    assert html.count("<del") == 1
    assert "Held back, no part of the answer: It carried 52,000 people. Held back: The quotes" in plain(html)
    assert "held back" not in plain(html).partition("Written by")[2]


def test_many_held_back_are_folded_below() -> None:
    html = responded(turn(THREE_HELD))
    prose, _, rest = html.partition('<p class="aq-small aq-writer"')
    assert "<del" not in prose
    assert rest.count("<del") == 3 and "<summary>3 sentences held back</summary>" in rest


@pytest.mark.parametrize("answer", [WHOLE, THREE_HELD])
def test_who_answers_only_when_very_sure_shows_nothing_that_is_held_back(answer: object) -> None:
    html = responded(turn(answer, threshold=STRICT))
    assert "<del" not in html and "held back" not in html.partition("data-copy")[0]
    assert "will not sail in winter" in html


def test_the_quotes_are_folded_below_with_speakers_and_days() -> None:
    html = responded(turn())
    quotes = html.partition("<summary>The quotes it rests on</summary>")[2].partition("</details>")[0]
    assert kinds.COSTS.quote in plain(quotes) and "Said by Maren Oddvik, who chairs" in plain(quotes)
    assert "16 September 2025" in plain(quotes) and "2 October 2025" in plain(quotes)
    assert "Confidence:" not in plain(html)


def test_model_tokens_and_cost_are_told() -> None:
    told = "Written by openai:gull · every sentence checked against a quote · 1,234 tokens · $0.0021"
    assert told in read(turn()).text


@pytest.mark.parametrize(
    ("usage", "told"),
    [
        (Usage(0, 0), ""),
        (Usage(1000, 5), "1,005 tokens"),
        (Usage(1000, 5, estimated=True), "about 1,005 tokens"),
        (Usage(9, 1, 1.5), "10 tokens · $1.50"),
        (Usage(9, 1, 0.0), "10 tokens · $0.0000"),
    ],
)
def test_usage_in_words(usage: Usage, told: str) -> None:
    assert used(usage) == told


def test_a_problem_is_one_line_below_what_was_kept() -> None:
    html = responded(turn(written(WINTER, problem=fakes.STOPPED)))
    assert '<p class="aq-trouble" dir="auto">Stopped before its end.</p>' in html
    assert html.index("aq-prose") < html.index("aq-trouble") < html.index("aq-writer")


def test_where_nothing_holds_the_quotes_are_shown_as_usual_and_it_is_told_why() -> None:
    problem = "Too little of what the language model wrote is carried by the quotes."
    html = responded(turn(written(PEOPLE, problem=problem)))
    assert html.index("aq-trouble") < html.index("aq-quote")
    assert "aq-prose" not in html and "Written by" not in html
    assert "<summary>1 sentence held back</summary>" in html and "Confidence: fair, 62%" in plain(html)


def test_a_refusal_tells_the_trouble_of_the_language_model() -> None:
    no = replace(refusal("Who?", kinds.FERRY), writing=Writing(MODEL, (), Usage(0, 0), "No key. Set one."))
    assert read(turn(no)).text.startswith("No key. Set one.These articles do not say.")


def test_sources_that_disagree_stand_side_by_side_below_the_prose() -> None:
    clash = Disagreement("the places", (fakes.STOPS, fakes.EIGHT))
    html = responded(turn(replace(WHOLE, disagreements=(clash,))))
    assert html.index("aq-prose") < html.index("aq-disagreement") < html.index("The quotes it rests on")


def test_how_it_was_found_calls_nothing_not_quoted_that_a_sentence_rests_on() -> None:
    left = (
        Reading(kinds.FERRY, kinds.COSTS.start, kinds.COSTS.end, 0.1),
        Reading(kinds.FERRY, kinds.LOCK.start, kinds.LOCK.end, 0.1),
    )
    told = read(turn(replace(WHOLE, not_quoted=left))).text.partition("Read as an answer, and not quoted:")[2]
    assert kinds.LOCK.quote in told and kinds.COSTS.quote not in told


def test_the_way_on_is_offered_below_a_written_answer_too() -> None:
    assert read(turn()).every("data-question") == ["What else?", "Where does it say so?"]


def test_a_screen_reader_hears_what_holds_and_nothing_else() -> None:
    said = announcement([turn()])
    assert said.startswith("Written answer with 3 quotes: The ferry will not sail in winter. [1] The old")
    assert "52,000" not in said
    stopped = announcement([turn(written(WINTER, problem=fakes.STOPPED))])
    assert stopped == f"Written answer with 1 quote: {fakes.STOPPED} The ferry will not sail in winter. [1]"


def test_a_paragraph_whose_first_sentence_is_held_back_is_still_one() -> None:
    opening = replace(held_back("It sank."), opens_paragraph=True)
    answer = written(WINTER, opening, SHIP, held_back("It flew."), held_back("It burned."))
    html = responded(turn(answer))
    assert html.count('class="aq-prose"') == 2


# While it is written


def drafted(draft: Draft, threshold: float = 0.0) -> str:
    return draft_in_progress(draft, 3, MODEL, threshold)


def test_a_draft_shows_what_is_checked_with_numbers_and_labels_what_is_not() -> None:
    html = drafted(Draft((WINTER, PEOPLE), "A taxi boat ta"))
    checked, _, rest = html.partition('<p class="aq-unchecked"')
    assert 'href="#cite-3-1"' in checked and "<del" in checked and "taxi" not in checked
    assert plain(f'<p class="aq-unchecked"{rest}').startswith("Not checked yet: A taxi boat ta")
    assert "openai:gull is writing" in rest


def test_a_draft_without_a_word_says_who_is_writing() -> None:
    assert plain(drafted(Draft())) == "openai:gull is writing; each sentence is checked…"
    assert "aq-unchecked" not in drafted(Draft(unchecked=" \n"))


def test_a_strict_draft_leaves_out_what_is_held_back() -> None:
    assert "52,000" not in drafted(Draft((WINTER, PEOPLE)), STRICT)


def test_paragraphs_begin_where_the_model_began_them() -> None:
    assert paragraphs(()) == ()
    assert paragraphs((WINTER, SHIP, BOAT)) == ((WINTER, SHIP), (BOAT,))


# The choice beside the box


def test_the_choice_names_the_model_and_is_not_there_without_one() -> None:
    shown = Reader(writing_switch(MODEL, written=True))
    assert "Written by openai:gull · every sentence checked against a quote" in shown.text
    assert [name for name, _ in shown.attributes].count("checked") == 1
    html = writing_switch(MODEL, written=False)
    assert html.index("Quotes only") - html.index("checked>") < 30
    assert writing_switch("", written=True) == ""


# Elsewhere


def test_copies_have_the_prose_the_quotes_it_rests_on_and_how_much_was_held_back() -> None:
    text = turn_as_text(turn())
    assert text.startswith(
        "What was decided about the ferry?\n\n"
        "The ferry will not sail in winter. [1] The old ship costs three times what it earns, Maren Oddvik "
        "said. [2] [1]\n\nA taxi boat takes eight people. [3]\n\n"
        "Written by openai:gull; every sentence rests on the quotes below.\n\n"
        "1 sentence held back, which the quotes do not carry.\n\n“The ferry between"
    )
    assert "52,000" not in text and f"“{kinds.EIGHT.quote}” [3]" in text
    copied = turn_as_markdown(turn(written(WINTER, problem=fakes.STOPPED)))
    assert "winter. \\[1\\]\n\nStopped before its end.\n\nWritten by openai:gull" in copied


def test_copies_of_quotes_tell_why_nothing_was_written() -> None:
    text = turn_as_text(turn(written(PEOPLE, problem="Too little holds.")))
    assert "\n\nToo little holds.\n\n1 sentence held back, which" in text and "Written by" not in text


def hostile(text: str) -> ChatTurn:
    article = Article(text, text, text, text)
    citation = Citation(1, article, 0, len(text))
    sentences = (holds(text, citation), held_back(text, text))
    return turn(written(*sentences, problem=text, model=text))


def test_text_of_a_model_is_shown_and_never_markup() -> None:
    one = hostile(HOSTILE)
    nothing = turn(replace(written(held_back(HOSTILE, HOSTILE), problem=HOSTILE)))
    for html in (
        responded(one),
        responded(nothing),
        draft_in_progress(Draft(one.answer.writing.sentences, HOSTILE), 1, HOSTILE, 0.0),  # type: ignore[union-attr]
    ):
        shown = assert_nothing_is_markup(html, TAGS)
        assert HOSTILE[40:90] in shown.text
        assert all(link.startswith("#cite-") for link in shown.every("href"))
    assert_nothing_is_markup(writing_switch(HOSTILE, written=True), TAGS | {"fieldset", "legend", "label"})
    assert "<script>" not in as_markdown([one])


@given(texts.filter(lambda text: bool(text.strip())))
def test_any_text_of_a_model_is_shown_as_it_stands(text: str) -> None:
    assert text in Reader(responded(hostile(text))).text
    assert text.strip() in Reader(draft_in_progress(Draft((), text), 1, "m", 0.0)).text
