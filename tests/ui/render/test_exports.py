from dataclasses import replace

from hypothesis import given
from markdown_it import MarkdownIt

from index.articles import Article
from qa.answers import MISSED_INDEX, Answer, Citation, Disagreement, Section
from qa.attribution import Speaker
from tests.ui import fakes_kinds as kinds
from tests.ui.fakes_chat import CONTAINERS, ESSAY, HERALD, SHIPPED, answer_with, cite, refusal
from tests.ui.render.reading import HOSTILE, texts
from ui.render.exports import as_markdown, turn_as_markdown, turn_as_text
from ui.render.turns import ChatTurn

PLACE = "Putin’s Pyongyang trip highlights need for bond in isolation · The Korea Herald · 16 June 2024"
first, second = cite(1, HERALD, SHIPPED, "July 2022"), cite(2, ESSAY, CONTAINERS, "July 2023")


def disagreed() -> ChatTurn:
    answer = answer_with("When?", first, second)
    return ChatTurn("When?", replace(answer, disagreements=(Disagreement("the visit", (first, second)),)))


def test_as_text_every_quote_has_its_number_and_every_number_its_place() -> None:
    assert turn_as_text(disagreed()) == (
        f"When?\n\n“{SHIPPED}” [1]\n\n“{CONTAINERS}” [2]\n\n"
        "The sources disagree: the visit: “July 2022” [1]; “July 2023” [2]\n\n"
        f"[1] {PLACE} · korea-herald, characters {first.start}–{first.end}\n"
        f"[2] Putin in Pyongyang: essay · essay, characters {second.start}–{second.end}\n"
    )


def test_as_markdown_quotes_are_quotes_and_places_a_list() -> None:
    copied = turn_as_markdown(disagreed())
    assert copied.startswith(f"**When?**\n\n> {SHIPPED} \\[1\\]\n\n> ")
    assert f"\n\n1. {PLACE} · korea-herald, characters {first.start}–{first.end}\n2. Putin" in copied


def test_a_refusal_and_an_error_are_copied_as_they_are() -> None:
    assert turn_as_text(ChatTurn("Who?", refusal("Who?", HERALD))) == "Who?\n\nThese articles do not say.\n"
    assert turn_as_markdown(ChatTurn("Who?", problem="No *library*.")) == "**Who?**\n\nNo \\*library\\*.\n"


def test_what_the_search_had_to_do_without_is_copied_with_it() -> None:
    for answer in (answer_with("When?", first), refusal("Who?", HERALD)):
        turn = ChatTurn("When?", replace(answer, note=MISSED_INDEX))
        for copied in (turn_as_text(turn), turn_as_markdown(turn)):
            assert f"\n\n{MISSED_INDEX}\n" in copied


def test_a_context_is_copied_before_its_quote() -> None:
    turn = ChatTurn("?", answer_with("?", replace(first, context=(0, 12))))
    assert f"({HERALD.text[:12]} …)\n“{SHIPPED}”" in turn_as_text(turn)
    assert f"({HERALD.text[:12]} …)\n\n> " in turn_as_markdown(turn)


def test_sections_are_headings_and_speakers_are_named() -> None:
    turn = ChatTurn("Who says what?", kinds.TIMELINE)
    assert f"\n\n15 September 2025\n\n“{kinds.LETTER.quote}” [3]\n\n“" in turn_as_text(turn)
    assert f"“{kinds.STOPS.quote}” [4]\n– said by the harbour board\n" in turn_as_text(turn)
    copied = turn_as_markdown(turn)
    assert f"\n\n### 15 September 2025\n\n> {kinds.LETTER.quote} \\[3\\]\n\n> " in copied
    assert f"> {kinds.STOPS.quote} \\[4\\]\n> – said by the harbour board\n" in copied


def test_a_speaker_who_is_the_heading_is_not_repeated() -> None:
    copied = turn_as_text(ChatTurn("Who says what?", kinds.STATEMENTS))
    assert f"Tor Selvik\n\n“{kinds.LOCK.quote}” [3]\n\n“" in copied and "said by" not in copied


def test_a_conversation_is_a_document_with_a_heading_for_each_question() -> None:
    document = as_markdown([disagreed(), ChatTurn("Who?", refusal("Who?"))])
    headings = [line for line in document.splitlines() if line.startswith("#")]
    assert headings == ["# Conversation with your articles", "## When?", "## Who?"]


@given(texts.filter(bool))
def test_no_text_of_an_article_is_markup_where_it_is_pasted(text: str) -> None:
    for words in (text, HOSTILE):
        article = Article(words, words, words, words, url=words)
        citation = Citation(1, article, 0, len(words), speaker=Speaker(words, 0, len(words)))
        section = Section(words, (citation,))
        answer = Answer(words, words, words, 0.9, (citation,), statement=words, sections=(section,))
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(as_markdown([ChatTurn(words, answer)]))
        inside = {child.type for token in tokens for child in token.children or ()}
        assert inside <= {"text", "text_special", "softbreak"}
        kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
        assert kinds <= {"heading", "paragraph", "inline", "blockquote", "ordered_list", "list_item"}
