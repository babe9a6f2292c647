import re
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given

from index.articles import Article
from index.feedback import Opinion
from index.retrieval.hybrid_search import Hit
from qa.answers import MISSED_INDEX, Answer, AnswerKind, Citation, Disagreement, Timings
from qa.reader import Reading
from tests.ui import fakes_kinds as kinds
from tests.ui.fakes_chat import CONTAINERS, ESSAY, HERALD, SHIPPED, answer_with, cite, refusal
from tests.ui.render.reading import HOSTILE, Reader, assert_nothing_is_markup, hostile_turns, texts
from ui.render.conversation import announcement
from ui.render.response import SUGGESTIONS, response
from ui.render.turns import ChatTurn

QUESTION = "What did North Korea reportedly ship to Russia?"
ALLOWED = {
    "p",
    "div",
    "figure",
    "figcaption",
    "blockquote",
    "strong",
    "a",
    "ul",
    "ol",
    "li",
    "h3",
    "span",
    "button",
}
ALLOWED |= {"mark", "dl", "dt", "dd", "details", "summary", "meter", "svg", "path", "form", "input"}


def responded(turn: ChatTurn, number: int = 1, *, last: bool = True) -> str:
    return response([turn] * number, number, last=last)


def read(turn: ChatTurn, number: int = 1, *, last: bool = True) -> Reader:
    return Reader(responded(turn, number, last=last))


def test_an_answer_shows_each_quote_with_a_number_that_links_to_its_place() -> None:
    answer = answer_with(QUESTION, cite(1, HERALD, SHIPPED, "artillery shells"), cite(2, ESSAY, CONTAINERS))
    shown = read(ChatTurn(QUESTION, answer), 3)
    assert shown.every("href") == ["#cite-3-1", "#cite-3-2"]
    assert shown.every("data-quote") == [SHIPPED, CONTAINERS]
    assert SHIPPED in shown.text and CONTAINERS in shown.text
    assert f"{HERALD.title} · The Korea Herald · 16 June 2024" in shown.text
    assert "Confidence: high, 82%" in shown.text
    assert "Searched as" not in shown.text


def test_the_answering_words_stand_out_in_their_quote() -> None:
    answer = answer_with(QUESTION, cite(1, HERALD, SHIPPED, "artillery shells"))
    assert "<strong>artillery shells</strong>" in responded(ChatTurn(QUESTION, answer), 1, last=True)


def test_a_quote_can_be_linked_to_unless_its_words_are_gone() -> None:
    citation = cite(1, HERALD, SHIPPED)
    turn = ChatTurn(QUESTION, answer_with(QUESTION, citation))
    shown = read(turn)
    place = [shown.every(name) for name in ("data-copy-link", "data-start", "data-end")]
    assert place == [[HERALD.id], [str(citation.start)], [str(citation.end)]]
    assert read(replace(turn, gone=frozenset({citation}))).every("data-copy-link") == []


def test_numbers_in_our_own_words_open_their_quotes() -> None:
    answer = replace(answer_with(QUESTION, cite(1, HERALD, SHIPPED)), statement="Two of them [1], [2].")
    shown = read(ChatTurn(QUESTION, answer))
    assert shown.every("href") == ["#cite-1-1", "#cite-1-1"]
    assert "Two of them 1, [2]." in shown.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_completed_question_and_its_search_filter_are_shown() -> None:
    answer = answer_with("And then?", cite(1, HERALD, SHIPPED), standalone="What did Russia do then?")
    shown = read(ChatTurn("And then?", answer, filter_labels=("The Korea Herald", "until 1 June 2024")))
    assert "Searched as: What did Russia do then?" in shown.text
    assert "Only in: The Korea Herald; until 1 June 2024" in shown.text


def test_a_summary_names_its_article_once_and_its_speakers_beside_their_words() -> None:
    shown = read(ChatTurn("?", kinds.SUMMARY))
    assert shown.text.count("Aldhaven Courier") == 1
    assert "front door”.\N{NO-BREAK SPACE}3Said by Its mayor, Tor SelvikThe board" in shown.text
    assert shown.every("href") == [f"#cite-1-{n}" for n in (1, 2, 3, 4)]


def test_a_timeline_is_a_list_of_days_each_with_its_quotes() -> None:
    html = responded(ChatTurn("?", kinds.TIMELINE))
    assert re.findall(r"<dt[^>]*>([^<]*)</dt>", html) == [
        *("May 1961", "12 March 2004", "15 September 2025", "about October 2025", "3 November 2025")
    ]
    day = html.partition("15 September 2025</dt>")[2].partition("</dd>")[0]
    assert re.findall(r'href="#cite-1-(\d)"', day) == ["3", "4"]


def test_speakers_and_sides_are_headings() -> None:
    for answer, kind in ((kinds.STATEMENTS, "headed"), (kinds.COMPARISON, "columns")):
        html = responded(ChatTurn("?", answer))
        assert f'class="aq-answer aq-{kind}' in html
        headings = re.findall(r'<h3 class="aq-heading"><span dir="auto">([^<]*)</span>', html)
        assert headings == [section.heading for section in answer.sections]


def test_what_was_quoted_is_marked_in_its_paragraph() -> None:
    html = responded(ChatTurn("?", kinds.SUPPORT))
    assert f"earns. <mark>{kinds.FIGURES.quote}</mark>" in html
    assert "Said by Maren Oddvik, who chairs the harbour board" in Reader(html).text


def test_only_what_was_read_has_a_confidence() -> None:
    assert "Confidence" not in read(ChatTurn("?", kinds.SUMMARY, threshold=0.2)).text
    assert "Confidence: high, 90%" in read(ChatTurn("?", kinds.DEFINITION)).text
    more = replace(answer_with("?", cite(1, HERALD, SHIPPED)), kind=AnswerKind.MORE)
    went_on = [ChatTurn("?", answer_with("?", cite(1, ESSAY, CONTAINERS))), ChatTurn("?", more)]
    assert "Confidence" in Reader(response(went_on, 2, last=True)).text
    went_on[0] = ChatTurn("?", kinds.SUMMARY)
    assert "Confidence" not in Reader(response(went_on, 2, last=True)).text


def test_a_request_says_what_it_was_taken_for() -> None:
    assert "Taken as a request for a timeline." in read(ChatTurn("?", kinds.TIMELINE)).text
    refused = read(ChatTurn("?", kinds.NO_TIMELINE)).text
    assert refused.startswith("These articles name no days.") and "request for a timeline" in refused
    assert "Taken as" not in read(ChatTurn("?", answer_with("?", cite(1, HERALD, SHIPPED)))).text


def test_the_last_answer_offers_at_most_two_ways_on() -> None:
    for kind in AnswerKind:
        assert len(SUGGESTIONS.get(kind, ())) <= 2
    turn = ChatTurn("?", kinds.TIMELINE)
    assert read(turn).every("data-question") == ["What else?"]
    assert read(turn, last=False).every("data-question") == []
    assert read(ChatTurn("?", kinds.NO_TIMELINE)).every("data-question") == []
    assert read(ChatTurn("?", answer_with("?", cite(1, HERALD, SHIPPED)))).every("data-question") == [
        *("What else?", "Where does it say so?")
    ]


def test_a_refusal_has_no_numbers_and_shows_at_most_three_nearest_passages() -> None:
    shown = read(ChatTurn("Who won?", refusal("Who won?", HERALD, ESSAY, HERALD, ESSAY)))
    assert shown.every("href") == []
    said = shown.text.partition("How this was found")[0]
    assert said.startswith("These articles do not say.")
    assert "Nearest passages (not an answer)" in said
    assert said.count("…") == 3
    assert "Confidence" not in said


def test_what_the_search_had_to_do_without_is_told_above_quotes_and_refusals() -> None:
    for answer in (answer_with(QUESTION, cite(1, HERALD, SHIPPED)), refusal(QUESTION, HERALD)):
        turn = ChatTurn(QUESTION, replace(answer, note=MISSED_INDEX))
        html = response([turn], 1, last=True)
        assert html.count(f'<p class="aq-trouble">{MISSED_INDEX}</p>') == 1
        assert MISSED_INDEX in announcement([turn])


def test_small_talk_is_replied_to_with_no_passages_and_nothing_to_judge() -> None:
    said = Answer("Hello", "Hello", "Hello! Ask anything.", 0.0, kind=AnswerKind.CONVERSATION)
    assert "Hello! Ask anything." in read(ChatTurn("Hello", said)).text
    assert "passage" not in responded(ChatTurn("Hello", said), 1, last=True)


def test_a_refusal_from_an_empty_library_shows_no_passages() -> None:
    shown = read(ChatTurn("Who won?", refusal("Who won?")))
    assert shown.text.startswith("These articles do not say.How this was found")
    assert "No passage was found." in shown.text


def test_sources_that_disagree_are_shown_side_by_side_with_their_dates() -> None:
    first, second = cite(1, HERALD, SHIPPED, "July 2022"), cite(2, ESSAY, CONTAINERS, "July 2023")
    answer = Answer(
        QUESTION, QUESTION, "", 0.5, (first, second), (Disagreement("the visit", (first, second)),)
    )
    shown = read(ChatTurn(QUESTION, answer))
    disagreement = shown.text.partition("The sources disagree: the visit")[2]
    assert "July 2022 · Putin’s Pyongyang trip" in disagreement and "16 June 2024" in disagreement
    assert "July 2023 · Putin in Pyongyang" in disagreement
    assert shown.every("href") == ["#cite-1-1", "#cite-1-2", "#cite-1-1", "#cite-1-2"]


def test_whose_words_contradict_each_other_is_said_before_the_source() -> None:
    clash = Disagreement("the places", (kinds.ELEVEN, kinds.EIGHT))
    shown = read(ChatTurn("?", replace(kinds.COMPARISON, disagreements=(clash,))))
    assert "cars. · The board · Aldhaven Courier · 16 September 2025" in shown.text
    assert "the yard that built it · The Skerry Times · 2 October 2025" in shown.every("data-by")


def test_how_it_was_found_tells_scores_quotes_threshold_and_time() -> None:
    citation = cite(1, HERALD, SHIPPED)
    hits = (Hit(HERALD, citation.start - 5, citation.end + 5, 0.9), Hit(ESSAY, 0, 50, 0.3))
    answer = replace(answer_with(QUESTION, citation), hits=hits)
    shown = read(ChatTurn(QUESTION, answer, threshold=0.25, seconds=0.208))
    told = shown.text.partition("How this was found")[2]
    assert "1 sentence quoted of 2 passages. Confidence 82%, where 25% is needed for an answer." in told
    assert "0.90quoted as 1" in told and "0.30not quoted" in told
    assert shown.every("value")[:2] == ["1.00", "0.33"]
    assert "Answered in 0.21 seconds." in told


def test_what_was_read_as_an_answer_and_refused_is_told_with_its_rating() -> None:
    start = ESSAY.text.index(CONTAINERS)
    hits = (Hit(ESSAY, 0, len(ESSAY.text), 0.3),)
    left = Reading(ESSAY, start, start + len(CONTAINERS), 0.12)
    no = replace(refusal("Who won?", ESSAY), hits=hits, not_quoted=(left,), timings=Timings(0.014, 0.131))
    shown = read(ChatTurn("Who won?", no, threshold=0.25, seconds=0.15))
    told = shown.text.partition("Read as an answer, and not quoted:")[2]
    assert told.startswith("Rated 12%, where 25% is needed for an answer")
    assert "Answered in 0.15 seconds: 0.01 searching, 0.13 reading." in told
    assert shown.every("data-start")[-1] == str(start)
    quoted = replace(answer_with("What?", cite(1, HERALD, SHIPPED)), hits=hits, not_quoted=(left,))
    told = read(ChatTurn("What?", quoted, threshold=0.25)).text.partition("and not quoted:")[2]
    assert told.startswith("Rated 12%, less likely than what is quoted")


def test_only_the_last_turn_is_asked_again_and_only_an_answer_is_copied_or_judged() -> None:
    answered = ChatTurn(QUESTION, answer_with(QUESTION, cite(1, HERALD, SHIPPED)))
    assert "Ask again" in read(answered).text and "Ask again" not in read(answered, last=False).text
    failed = read(ChatTurn(QUESTION, problem="No."))
    assert failed.text == "No.Ask againEdit question"
    assert failed.every("data-copy") == []


def test_an_opinion_is_shown_and_can_be_explained() -> None:
    opinion = Opinion(False, "Too long", datetime(2026, 1, 1, tzinfo=UTC))
    turn = ChatTurn(QUESTION, refusal(QUESTION), opinion=opinion)
    shown = read(turn)
    assert shown.every("aria-pressed") == ["false", "true"]
    assert "Too long" in shown.every("value")
    assert "remark" not in read(replace(turn, opinion=None)).every("name")


def test_text_from_anybody_is_shown_and_never_markup() -> None:
    opinion = Opinion(True, HOSTILE, datetime(2026, 1, 1, tzinfo=UTC))
    for turn in hostile_turns():
        shown = assert_nothing_is_markup(responded(replace(turn, opinion=opinion), 1, last=True), ALLOWED)
        assert HOSTILE[40:90] in shown.text


@given(texts.filter(bool))
def test_a_quote_is_shown_as_it_stands(text: str) -> None:
    answer = Answer("?", "?", "", 0.9, (Citation(1, Article("a", text, "Title"), 0, len(text)),))
    assert text.replace("\r", "\r") in Reader(responded(ChatTurn("?", answer), 1, last=False)).text
