"""What somebody said and who said something: whole sentences, grouped by speaker, in order."""

import re
from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.passages import sentences
from qa.answers import Answer, AnswerKind, Citation
from qa.attribution import Attribution
from qa.attribution.speakers import resolve_speakers
from qa.intents import Resources, answer_request
from qa.intents.statement_search import MOST_ARTICLES
from qa.intents.statement_sections import MOST_QUOTES
from qa.intents.statements import answer_statements
from qa.turns import Turn
from tests.fakes import article
from tests.qa.attribution.marked import Marked, attributed
from tests.qa.fakes import ListReader, library_of, quotes
from tests.qa.intents.asking import request_of, resources_of

FLOOD = article(
    "The flood\n\nMayor Bo Berg warned of a flood. “The dam is old,” he said. Ann Ek, professor of physics "
    "at Varn University, denied that the dam would break. “It will hold,” Ek said. A spokesman for the "
    "ministry promised money. It rained.",
    id="flood",
    title="The flood",
    body_start=11,
    published=date(2024, 6, 2),
)
MILL = article(
    "Bo Berg said that the mill would be sold. Critics said that the price was too low.",
    id="mill",
    title="The mill",
    published=date(2024, 5, 1),
)
MARKED: dict[str, tuple[Marked, ...]] = {
    "flood": (
        ("Mayor Bo Berg", "warned", "of a flood"),
        ("he", "said", "“The dam is old,”"),
        ("Ann Ek, professor of physics at Varn University,", "denied", "that the dam would break"),
        ("Ek", "said", "“It will hold,”"),
        ("A spokesman for the ministry", "promised", "money"),
    ),
    "mill": (
        ("Bo Berg", "said", "that the mill would be sold"),
        ("Critics", "said", "that the price was too low"),
    ),
}


def known(*articles: Article) -> dict[str, tuple[Attribution, ...]]:
    return {one.id: resolve_speakers(one.text, attributed(one.text, *MARKED[one.id])) for one in articles}


@pytest.fixture
def resources() -> Resources:
    return resources_of(library_of(FLOOD, MILL), attributions=known(FLOOD, MILL))


def asked(
    question: str, resources: Resources, shown: frozenset[tuple[str, int, int]] = frozenset()
) -> Answer | None:
    return answer_statements(replace(request_of(question), shown=shown), resources)


def said(question: str, resources: Resources) -> list[str]:
    answer = asked(question, resources)
    return quotes(answer) if answer else []


def sections(answer: Answer | None) -> dict[str, list[str]]:
    assert answer
    return {
        section.heading: [citation.quote for citation in section.citations] for section in answer.sections
    }


def test_what_somebody_said_is_quoted_whole_in_the_order_of_the_articles(resources: Resources) -> None:
    answer = asked("What did Berg say?", resources)
    assert sections(answer) == {
        "Bo Berg, Mayor": [
            "Bo Berg said that the mill would be sold.",
            "Mayor Bo Berg warned of a flood.",
            "“The dam is old,” he said.",
        ]
    }
    assert answer
    assert answer.kind is AnswerKind.STATEMENTS
    assert [one.article.text[slice(*one.answer)] for one in answer.citations if one.answer] == [
        "that the mill would be sold",
        "of a flood",
        "“The dam is old,”",
    ]
    assert {one.speaker.name for one in answer.citations if one.speaker} == {"Bo Berg"}


@pytest.mark.parametrize("who", ["Bo Berg", "the mayor", "mayor Berg", "BERG", "Mr. Berg"])
def test_a_speaker_is_known_by_name_and_by_role(who: str, resources: Resources) -> None:
    assert "“The dam is old,” he said." in said(f"What did {who} say?", resources)


@pytest.mark.parametrize(
    ("who", "quote"),
    [
        ("the professor", "“It will hold,” Ek said."),
        ("experts", "“It will hold,” Ek said."),
        ("the ministry", "A spokesman for the ministry promised money."),
        ("critics", "Critics said that the price was too low."),
    ],
)
def test_a_group_and_an_organisation_have_a_voice(who: str, quote: str, resources: Resources) -> None:
    assert quote in said(f"What did {who} say?", resources)


def test_a_speaker_is_meant_by_what_they_do_and_by_whom_they_speak_for() -> None:
    text = article(
        "Bo Berg, who runs two farms in Aahus, said that it is late. "
        "Ada Lind, 33, one of the heirs who sued, said that it rains. "
        "Lawyers for the Varn Liberties Union said that it snows. "
        "General manager Cy Dahl said that it thaws. The Varn Bakers’ Union said that bread is dear. "
        "Ann Ek, a professor of law in Norvik, said no. The authorities in Norvik said yes. "
        "The White House said nothing. Officials in Oslo have not spoken publicly. What has Berg said?",
        id="many",
    )
    marked = (
        ("Bo Berg", "said", "that it is late"),
        ("Ada Lind, 33, one of the heirs who sued,", "said", "that it rains"),
        ("Lawyers for the Varn Liberties Union", "said", "that it snows"),
        ("General manager Cy Dahl", "said", "that it thaws"),
        ("The Varn Bakers’ Union", "said", "that bread is dear"),
        ("Ann Ek, a professor of law in Norvik,", "said", "no"),
        ("The authorities in Norvik", "said", "yes"),
        ("The White House", "said", "nothing"),
        ("Officials in Oslo", "spoken", "publicly"),
        ("Berg", "said", "What has"),
    )
    known = {text.id: resolve_speakers(text.text, attributed(text.text, *marked))}
    resources = resources_of(library_of(text), attributions=known)
    for who, told in {
        "the farmers": "it is late",
        "the heirs": "it rains",
        "the VLU lawyer": "it snows",
        "the GM": "it thaws",
        "the bakers' union": "bread is dear",
        "Norvik": "said yes",
        "the White House": "said nothing",
        "Berg": "it is late",
    }.items():
        found = said(f"What did {who} say?", resources)
        assert len(found) == 1, who
        assert told in found[0]
    assert not said("What did the officials in Oslo say?", resources)


def test_a_group_is_all_that_are_of_it_or_speak_for_one_or_are_introduced_together() -> None:
    union = article(
        "Trade groups said little. Bo Berg, head of a trade group, said that it is late. "
        "Ada Lind and Cy Dahl, analysts at Havnia, said that it rains. "
        "Ann Ek, a strategist, said that it snows.",
        id="union",
    )
    marked = (
        ("Trade groups", "said", "little"),
        ("Bo Berg, head of a trade group,", "said", "that it is late"),
        ("Ada Lind and Cy Dahl, analysts at Havnia,", "said", "that it rains"),
        ("Ann Ek, a strategist,", "said", "that it snows"),
    )
    known = {union.id: resolve_speakers(union.text, attributed(union.text, *marked))}
    resources = resources_of(library_of(union), attributions=known)
    assert len(said("What do the trade groups say?", resources)) == 2
    assert len(said("What do analysts say?", resources)) == 2
    assert said("What do the analysts at Havnia think?", resources) == [
        "Ada Lind and Cy Dahl, analysts at Havnia, said that it rains."
    ]


def test_who_says_what_is_all_that_is_said_by_speaker(resources: Resources) -> None:
    told = sections(asked("Who says what in these articles?", resources))
    assert next(iter(told)) == "Bo Berg, Mayor" and sum(map(len, told.values())) == 7
    answer = asked("Who says what?", resources_of(library_of(FLOOD)))
    assert answer and not answer.answered and answer.text == "These articles quote nothing."
    assert asked("Who said it?", resources) is None


def test_who_says_what_takes_nothing_from_the_conversation(resources: Resources) -> None:
    request = request_of("Who says what?")
    completed = replace(request.query, standalone="Who says what? (Summarize this article; Norland)")
    answer = answer_statements(replace(request, query=completed), resources)
    assert answer and len(answer.citations) == 7


def test_a_subject_narrows_what_is_quoted(resources: Resources) -> None:
    assert sections(asked("What did Berg say about the dam?", resources)) == {
        "Bo Berg, Mayor": ["Mayor Bo Berg warned of a flood.", "“The dam is old,” he said."]
    }


def test_a_possessive_may_lack_its_apostrophe(resources: Resources) -> None:
    assert (
        said("bergs remarks about floods", resources) == said("Berg's remarks about floods", resources) != []
    )


def test_a_follow_up_may_name_another_speaker_in_small_letters(resources: Resources) -> None:
    before = Turn("what did berg say about the dam", "“The dam is old,” he said.")
    answer = answer_statements(request_of("and ek?", before), resources)
    assert answer and [section.heading.split(",")[0] for section in answer.sections] == ["Ann Ek"]


def test_a_contraction_is_no_word_of_a_subject(resources: Resources) -> None:
    won = article("Bo Berg said that the club won. Ann Ek said that the dam will not last.", id="won")
    marked = ("Bo Berg", "said", "that the club won"), ("Ann Ek", "said", "that the dam will not last")
    told = {"won": resolve_speakers(won.text, attributed(won.text, *marked))}
    answer = asked("Who says the dam won't last?", resources_of(library_of(won), attributions=told))
    assert list(sections(answer)) == ["Ann Ek"]


def test_who_denied_something_did_not_only_say_it(resources: Resources) -> None:
    assert sections(asked("Who denied that the dam would break?", resources)) == {
        "Ann Ek, professor of physics at Varn University": [
            "Ann Ek, professor of physics at Varn University, denied that the dam would break."
        ]
    }
    assert list(sections(asked("Who warned of a flood?", resources))) == ["Bo Berg, Mayor"]
    assert list(sections(asked("Who said the mill would be sold?", resources))) == ["Bo Berg"]
    assert asked("Who admitted that the mill was sold?", resources) is None


def test_a_subject_that_somebody_does_not_speak_of_is_refused_by_name(resources: Resources) -> None:
    answer = asked("What did Berg say about wolves?", resources)
    assert answer
    assert not answer.answered
    assert answer.text == "These articles quote nothing by Berg about wolves."


def test_words_that_nobody_attributes_are_read_as_a_fact_that_names_who_is_asked_for() -> None:
    lind = article("Karl Lind called the tax too high. Ann Ek paid it.", id="lind")
    question, first, second = "What did Karl Lind say of the tax?", *lind.text.split(". ")
    named = resources_of(library_of(lind), ListReader([(lind, f"{first}.", 0.9)]))
    answer = asked(question, named)
    assert answer
    assert answer.kind is AnswerKind.FACT
    assert [citation.quote for citation in answer.citations] == [f"{first}."]
    answer = asked(question, resources_of(library_of(lind), ListReader([(lind, second, 0.9)])))
    assert answer
    assert answer.text == "These articles quote nothing by Karl Lind about the tax."


def test_a_question_for_no_words_is_no_request_for_statements(resources: Resources) -> None:
    assert asked("How old is the mill?", resources) is None


def test_somebody_who_is_named_and_not_quoted_is_refused() -> None:
    text = "The mill was sold to Karl Lind. It is old."
    silent = resources_of(library_of(article(text, id="silent")))
    answer = asked("What did Karl Lind say?", silent)
    assert answer
    assert answer.text == "These articles quote nothing by Karl Lind."


def test_more_goes_on_with_what_was_not_shown() -> None:
    many = article(
        " ".join(f"Bo Berg said that case {n} was closed." for n in range(MOST_QUOTES + 3)), id="many"
    )
    marked = [("Bo Berg", "said", f"that case {n} was closed") for n in range(MOST_QUOTES + 3)]
    resources = resources_of(
        library_of(many), attributions={"many": resolve_speakers(many.text, attributed(many.text, *marked))}
    )
    first = asked("What did Berg say?", resources)
    assert first
    assert len(first.citations) == MOST_QUOTES
    assert first.statement.startswith(f"{MOST_QUOTES} of {MOST_QUOTES + 3} quotes")
    shown = frozenset(citation.key for citation in first.citations)
    more = asked("What did Berg say?", resources, shown=shown)
    assert more
    assert len(more.citations) == 3
    assert shown.isdisjoint(citation.key for citation in more.citations)
    rest = shown | {citation.key for citation in more.citations}
    last = asked("What did Berg say?", resources, shown=frozenset(rest))
    assert last
    assert not last.answered


def test_more_of_somebody_on_a_subject_goes_on_with_others(resources: Resources) -> None:
    first = asked("What did Berg say about the dam?", resources)
    assert first
    shown = frozenset(citation.key for citation in first.citations)
    more = asked("What did Berg say about the dam?", resources, shown=shown)
    assert more
    assert more.statement == "Nothing more about the dam; on other subjects:"
    assert quotes(more) == ["Bo Berg said that the mill would be sold."]


def test_of_many_articles_those_that_hold_the_name_are_read() -> None:
    others = [
        article(f"Ann Ek said that case {n} was closed.", id=f"a{n}", title=f"Case {n}")
        for n in range(MOST_ARTICLES + 5)
    ]
    attributions = known(MILL) | {
        one.id: resolve_speakers(one.text, attributed(one.text, ("Ann Ek", "said", one.text[12:-1])))
        for one in others
    }
    resources = resources_of(library_of(MILL, *others), attributions=attributions)
    assert "Bo Berg said that the mill would be sold." in said("What did Berg say?", resources)


def test_a_question_that_is_a_heading_is_no_statement() -> None:
    one = article(
        "Bo Berg said that the dam was old.\n\nWhat has Berg said?\n\nBerg asked: “Is it safe?”",
        id="dam",
        title="The dam",
    )
    whole = resolve_speakers(
        one.text,
        attributed(
            one.text,
            ("Bo Berg", "said", "that the dam was old.\n\nWhat has Berg said?"),
            ("Berg", "asked", "“Is it safe?”"),
        ),
    )
    answer = said("What did Berg say?", resources_of(library_of(one), attributions={"dam": whole}))
    assert answer == ["Bo Berg said that the dam was old.", "Berg asked: “Is it safe?”"]


SENTENCE = st.sampled_from(
    [
        "Bo Berg said that it was late.",
        "“We are sad,” he said.",
        "She added: “It rained. It was cold.”",
        "A heading",
        "Experts warned of wolves and of mills.",
        "It rained.\n\n",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(SENTENCE, min_size=1, max_size=8), st.data())
def test_every_quote_is_a_sentence_that_holds_what_is_said(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    words = [match.span() for match in re.finditer(r"\S+", text)]
    places = st.tuples(st.sampled_from(words), st.sampled_from(words)).map(
        lambda pair: (min(pair)[0], max(pair)[1])
    )
    attribution = st.builds(
        Attribution, places.map(lambda place: (place,)), st.just(()), places.map(lambda place: (place,))
    )
    found = resolve_speakers(text, data.draw(st.lists(attribution, max_size=4)))
    one = article(text, id="one", title="One")
    answer = answer_statements(
        request_of("What do people say about wolves and the mill?"),
        resources_of(library_of(one), attributions={"one": found}),
    )
    if answer:
        spans = sentences(text)
        contents = [place for given in found for place in given.content]
        for citation in answer.citations:
            assert (citation.start, citation.end) in spans
            assert citation.answer
            assert any(start <= citation.answer[0] and citation.answer[1] <= end for start, end in contents)


def test_twenty_articles_take_less_than_a_second() -> None:
    line = "Bo Berg said that case {0} was closed. “It is late,” he said. It rained in Varn on Monday. "
    articles = [
        article("".join(line.format(f"{n}x{m}") for m in range(20)), id=f"a{n}", title=f"Case {n}")
        for n in range(MOST_ARTICLES)
    ]
    marked = {
        one.id: resolve_speakers(
            one.text,
            attributed(
                one.text,
                *(("Bo Berg", "said", match) for match in re.findall(r"that case \S+ was closed", one.text)),
            ),
        )
        for one in articles
    }
    resources = resources_of(library_of(*articles), ListReader(), marked)
    request = request_of("What did Berg say?")
    began = perf_counter()
    assert answer_request(request, resources, AnswerKind.STATEMENTS).answered
    assert perf_counter() - began < 1


def test_an_initial_is_nobodys_surname_and_a_title_tells_the_subject() -> None:
    text = "Jon A. Paulsen said it was late. Mr. Aldern said it was old."
    one = article(text, id="one", title="The bridge of Stokk")
    marked = (("Jon A. Paulsen", "said", "it was late"), ("Mr. Aldern", "said", "it was old"))
    resources = resources_of(
        library_of(one), attributions={"one": resolve_speakers(text, attributed(text, *marked))}
    )
    assert said("What did Aldern say?", resources) == ["Mr. Aldern said it was old."]
    assert said("What did Aldern say about the bridge?", resources) == ["Mr. Aldern said it was old."]


def test_a_deputy_is_not_meant_by_the_office_nor_are_words_between_names() -> None:
    towns = article(
        "Norland’s Deputy Prime Minister Bo Berg said it would rain. "
        "Norlandian Prime Minister Ann Ek said it would snow.",
        id="towns",
    )
    marked = (
        ("Norland’s Deputy Prime Minister Bo Berg", "said", "it would rain"),
        ("Norlandian Prime Minister Ann Ek", "said", "it would snow"),
    )
    spoken = resources_of(
        library_of(towns),
        attributions={"towns": resolve_speakers(towns.text, attributed(towns.text, *marked))},
    )
    snow = ["Norlandian Prime Minister Ann Ek said it would snow."]
    assert said("What did the prime minister of Norland say?", spoken) == snow
    assert len(said("What did the deputy prime minister of Norland say?", spoken)) == 1


def test_several_of_a_kind_are_those_who_are_called_by_its_noun_alone() -> None:
    oil = article(
        "Oil executives said it pays. Another executive said it does not. Pilots said no.", id="oil"
    )
    marked = (
        ("Oil executives", "said", "it pays"),
        ("Another executive", "said", "it does not"),
        ("Pilots", "said", "no"),
    )
    spoken = resources_of(
        library_of(oil), attributions={"oil": resolve_speakers(oil.text, attributed(oil.text, *marked))}
    )
    assert said("What do the oil executives say?", spoken) == [
        "Oil executives said it pays.",
        "Another executive said it does not.",
    ]


def test_somebody_whose_brother_drowned_may_be_his_sister() -> None:
    drowned = article(
        "Anna Sund, whose brother drowned, said it was late. “I want a name,” Sund said.", id="drowned"
    )
    marked = (
        ("Anna Sund, whose brother drowned,", "said", "it was late"),
        ("Sund", "said", "“I want a name,”"),
    )
    spoken = resources_of(
        library_of(drowned),
        attributions={"drowned": resolve_speakers(drowned.text, attributed(drowned.text, *marked))},
    )
    assert len(said("What did the victim’s sister say?", spoken)) == 2


def test_a_pronoun_is_the_person_that_answered_and_speaks(resources: Resources) -> None:
    place = FLOOD.text.index("Ann Ek")
    who = Answer(
        "Who denied it?",
        "Who denied it?",
        "",
        0.9,
        (Citation(1, FLOOD, place, place + 60, (place, place + 6)),),
    )
    answer = answer_statements(request_of("What did she say?", Turn("Who denied it?", who)), resources)
    assert answer
    assert list(sections(answer)) == ["Ann Ek, professor of physics at Varn University"]


def test_somebody_and_a_subject_alone_are_asked_for_where_no_fact_answers(resources: Resources) -> None:
    answer = answer_request(request_of("Berg on the mill"), resources, AnswerKind.FACT)
    assert answer.kind is AnswerKind.STATEMENTS
    assert quotes(answer) == ["Bo Berg said that the mill would be sold."]
    assert (
        answer_request(request_of("Why did Berg sell the mill?"), resources, AnswerKind.FACT).kind
        is AnswerKind.FACT
    )


def test_a_label_and_a_headline_in_one_are_nobodys_words() -> None:
    linked = article("Bo Berg said it rains. More on Berg:Critics said it pours.", id="linked")
    marked = (("Bo Berg", "said", "it rains"), ("Critics", "said", "it pours"))
    spoken = resources_of(
        library_of(linked),
        attributions={"linked": resolve_speakers(linked.text, attributed(linked.text, *marked))},
    )
    assert said("Who says what?", spoken) == ["Bo Berg said it rains."]


def test_names_of_a_subject_alone_do_not_make_a_statement_about_it() -> None:
    boats = article("Bo Berg said that Norland had sold four boats to Sudland.", id="boats")
    marked = (("Bo Berg", "said", "that Norland had sold four boats to Sudland"),)
    spoken = resources_of(
        library_of(boats),
        attributions={"boats": resolve_speakers(boats.text, attributed(boats.text, *marked))},
    )
    assert said("what did berg say about norland's boats in sudland?", spoken)
    assert not said("what did berg say about teachers in sudland?", spoken)


def test_sources_of_a_house_are_no_others() -> None:
    text = (
        "A source with knowledge of Tey Harbour said that the toll would rise. Sources familiar with Norland "
        "Bank said that it would fail."
    )
    house = article(text, id="house")
    marked = (
        ("A source with knowledge of Tey Harbour", "said", "that the toll would rise"),
        ("Sources familiar with Norland Bank", "said", "that it would fail"),
    )
    told = {"house": resolve_speakers(text, attributed(text, *marked))}
    answer = asked("What did insiders say?", resources_of(library_of(house), attributions=told))
    assert answer
    assert len(answer.citations) == 2
