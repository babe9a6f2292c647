from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from qa.answers import Answer, AnswerKind, QuoteKey
from qa.chronology import calendar_times
from qa.intents import timeline
from qa.intents.event_selection import MOST_EVENTS
from qa.turns import Turn
from tests.qa.fakes import library_of, quotes
from tests.qa.intents.asking import asked_as, headings, resources_of

MILL = Article(
    id="mill",
    title="The mill of Aahus",
    text=(
        "The old mill of Aahus was sold to Bo Berg on Friday. Ada Lind built the mill in 1895. "
        "It has a wheel of oak that nobody has ever seen turn. "
        "The mill burnt down to its walls on 3 May 2019."
    ),
    source="The Gull",
    published=date(2024, 6, 16),
)
FERRY = Article(
    id="ferry",
    title="The ferry of Aahus",
    text=(
        "The ferry of Aahus sank in the harbour on 3 May 2019. "
        "Its captain Cy Dahl left the town for good in June 2019. "
        "The council will buy another ferry in 2027."
    ),
    source="The Heron",
    published=date(2024, 6, 10),
)
BENCH = Article(
    id="bench",
    title="A bench",
    text="The council has set up a bench of oak by the river for those who wait.",
    published=date(2024, 6, 12),
)
TOWN = library_of(MILL, FERRY)


def ask(
    library: Library,
    question: str,
    *,
    history: Sequence[Turn] = (),
    filters: SearchFilter = NO_FILTER,
    shown: Sequence[QuoteKey] = (),
) -> Answer:
    return asked_as(
        AnswerKind.TIMELINE, question, resources_of(library), history, filters=filters, shown=shown
    )


def test_events_stand_under_their_days_oldest_first_with_those_of_several_articles_together() -> None:
    answer = ask(TOWN, "Give me a timeline")
    assert answer.kind is AnswerKind.TIMELINE
    assert headings(answer) == ["1895", "3 May 2019", "June 2019", "14 June 2024", "2027 (expected)"]
    assert {citation.article.id for citation in answer.sections[1].citations} == {"mill", "ferry"}
    assert answer.statement == "6 dated events in 2 articles, 1895 to 2027."


def test_the_words_of_the_time_answer() -> None:
    answer = ask(TOWN, "Give me a timeline")
    marked = [
        citation.article.text[slice(*citation.answer)] for citation in answer.citations if citation.answer
    ]
    assert marked == ["1895", "3 May 2019", "3 May 2019", "June 2019", "Friday", "2027"]


def test_a_period_narrows_it() -> None:
    assert headings(ask(TOWN, "What happened in 2019?")) == ["3 May 2019", "June 2019"]
    assert headings(ask(TOWN, "What has happened since 2020?")) == [
        "14 June 2024",
        "2027 (expected)",
    ]
    assert headings(ask(TOWN, "What happened in June?")) == ["June 2019", "14 June 2024"]


def test_a_period_in_which_nothing_happened_is_named_in_the_refusal() -> None:
    answer = ask(TOWN, "What happened in 1950?")
    assert not answer.answered
    assert answer.text == "These articles date no event in 1950."


def test_a_subject_narrows_it() -> None:
    answer = ask(TOWN, "Give me a timeline of the ferry")
    assert {citation.article.id for citation in answer.citations} == {"ferry"}
    answer = ask(TOWN, "Timeline of the wizards, please")
    assert not answer.answered
    assert answer.text == "These articles date no event about the wizards."


def test_the_first_the_last_the_next_and_the_one_before_are_told_alone() -> None:
    assert headings(ask(TOWN, "What happened first?")) == ["1895"]
    assert headings(ask(TOWN, "What happened last?")) == ["14 June 2024"]
    question = "What happened in June 2019?"
    history = [Turn(question, ask(TOWN, question))]
    assert headings(ask(TOWN, "What happened next?", history=history)) == ["14 June 2024"]
    assert headings(ask(TOWN, "And what happened before that?", history=history)) == ["3 May 2019"]
    assert headings(ask(TOWN, "And before that?", history=history)) == ["3 May 2019"]
    assert headings(ask(TOWN, "And then?", history=history)) == ["14 June 2024"]


def test_what_was_shown_is_left_out_until_nothing_is_left() -> None:
    first = ask(TOWN, "What happened in 2019?")
    shown = [citation.key for citation in first.citations]
    more = ask(TOWN, "What happened in 2019?", shown=shown[:1])
    assert [citation.key for citation in more.citations] == shown[1:]
    nothing = ask(TOWN, "What happened in 2019?", shown=shown)
    assert not nothing.answered
    assert "all" in nothing.text


def test_an_article_without_dates_stands_under_its_own_day_beside_others() -> None:
    answer = ask(library_of(MILL, BENCH), "Give me a timeline")
    assert headings(answer) == ["1895", "3 May 2019", "12 June 2024", "14 June 2024"]
    alone = ask(library_of(BENCH), "Give me a timeline")
    assert not alone.answered


def test_the_same_sentence_of_two_articles_is_told_once() -> None:
    copy = Article(id="copy", title="Mill", text=MILL.text, source="The Copy", published=MILL.published)
    answer = ask(library_of(MILL, copy), "Give me a timeline")
    assert len(quotes(answer)) == len(set(quotes(answer))) == 3


def test_of_many_events_the_most_telling_are_told_and_the_statement_says_so() -> None:
    years = " ".join(
        f"In {year} the council of Aahus built bridge number {year} there." for year in range(1900, 1940)
    )
    answer = ask(library_of(Article(id="b", title="Bridges", text=years)), "Give me a timeline")
    assert len(answer.citations) <= MOST_EVENTS
    assert answer.statement.startswith("The ")
    assert "of 40 dated events in 1 article" in answer.statement


def test_of_very_many_articles_the_newest_are_read_and_the_statement_says_so() -> None:
    many = [
        Article(
            id=f"a{number}",
            title=f"Report {number}",
            text=f"The council of Aahus opened bridge number {number} there on Friday.",
            published=date(2024, 1, 1) + timedelta(days=7 * number),
        )
        for number in range(timeline.MOST_ARTICLES + 6)
    ]
    answer = ask(library_of(*many), "Give me a timeline")
    assert answer.statement.endswith(f"Of {len(many)} articles {timeline.MOST_ARTICLES} were read.")
    assert "a0" not in {citation.article.id for citation in answer.citations}


def test_a_filter_is_kept_to() -> None:
    answer = ask(TOWN, "Give me a timeline", filters=SearchFilter(articles=("mill",)))
    assert {citation.article.id for citation in answer.citations} == {"mill"}


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(1900, 2023), st.integers(1, 12), st.integers(1, 28)), min_size=1, max_size=20
    )
)
def test_a_heading_agrees_with_the_times_of_its_quotes_and_the_oldest_comes_first(
    days: list[tuple[int, int, int]],
) -> None:
    told = [
        f"On {date(*day):%-d %B %Y} the council of Aahus sold boat number {number} there."
        if day[2] % 3
        else f"In {date(*day):%B %Y} the council of Aahus built house number {number} there."
        for number, day in enumerate(days)
    ]
    answer = ask(library_of(Article(id="a", title="Aahus", text=" ".join(told))), "Give me a timeline")
    firsts = []
    for section in answer.sections:
        for citation in section.citations:
            (time,) = calendar_times(citation.quote, None)
            assert time.heading == section.heading
            firsts.append(time.first)
    assert firsts == sorted(firsts)


def test_what_happened_to_a_person_by_a_pronoun_is_told_too() -> None:
    lind = Article(
        id="lind",
        title="A life by the river",
        text=(
            "Ada Lind was born by the river in 1950. She opened a school of music there in 1980. "
            "The council paved the square in 1990."
        ),
        published=date(2024, 6, 16),
    )
    assert headings(ask(library_of(lind), "timeline of Lind")) == ["1950", "1980"]


def test_this_year_of_an_archive_is_its_last_and_of_a_living_library_that_of_asking() -> None:
    def library(year: int) -> Library:
        text = (
            f"The mill burnt down to its walls on 3 March {year}. Ada Lind built the mill again in 1895. "
            "The fair by the river opens again on 26 June 2024."
        )
        return library_of(Article(id="one", title="The mill", text=text, published=date(year, 6, 16)))

    assert headings(ask(library(2021), "Timeline of this year")) == ["3 March 2021"]
    assert headings(ask(library(2024), "Timeline of next week")) == ["26 June 2024"]
