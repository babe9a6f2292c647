from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.library import Library
from qa.answers import Answer, AnswerKind, QuoteKey
from qa.attribution import Attribution, Speaker
from qa.intents.comparison import MOST_QUOTES
from qa.turns import Turn
from tests.qa.fakes import library_of
from tests.qa.intents.asking import asked_as, headings, resources_of

GULL = Article(
    id="gull",
    title="The toll of Aahus",
    text=(
        "The council of Aahus set the toll of the long bridge at nine crowns. "
        "Mayor Ada Lind opened the long bridge of Aahus with Bo Berg on 3 May 2019. "
        "Fishermen mend their nets in the sheds behind the harbour wall. "
        "The old mill burnt down in 2017 and nobody was hurt in it."
    ),
    source="The Gull",
    published=date(2024, 6, 16),
)
HERON = Article(
    id="heron",
    title="A bridge too dear",
    text=(
        "Drivers grumble that the toll of the long bridge at Aahus is nine crowns. "
        "Mayor Ada Lind opened the long bridge of Aahus with Bo Berg on 5 May 2019. "
        "Swans have come to nest beneath the willows this spring as ever before. "
        "In 2024 the bakery on the square was sold to Cy Dahl."
    ),
    source="The Heron",
    published=date(2024, 6, 10),
)
TOWN = library_of(GULL, HERON)
GULL_HEADING = "The toll of Aahus, The Gull, 16 June 2024"
HERON_HEADING = "A bridge too dear, The Heron, 10 June 2024"


def ask(
    library: Library,
    question: str,
    *,
    history: Sequence[Turn] = (),
    shown: Sequence[QuoteKey] = (),
    attributions: dict[str, tuple[Attribution, ...]] | None = None,
) -> Answer:
    resources = resources_of(library, attributions=attributions)
    return asked_as(AnswerKind.COMPARISON, question, resources, history, shown=shown)


def said(answer: Answer) -> list[list[str]]:
    return [[citation.quote for citation in section.citations] for section in answer.sections]


def test_the_articles_stand_side_by_side_with_what_is_about_the_same_first() -> None:
    answer = ask(TOWN, "Compare the two")
    assert answer.kind is AnswerKind.COMPARISON
    assert headings(answer) == [GULL_HEADING, HERON_HEADING]
    gull, heron = said(answer)
    assert "3 May" in gull[0]
    assert "5 May" in heron[0]
    assert "toll" in gull[1]
    assert "toll" in heron[1]
    assert answer.statement == (
        "The first 2 quotes of each side are about the same; the rest is of one side only."
    )


def test_what_only_one_side_says_follows() -> None:
    gull, heron = said(ask(TOWN, "Compare the two"))
    assert any("nets" in quote or "mill" in quote for quote in gull[2:])
    assert any("Swans" in quote or "bakery" in quote for quote in heron[2:])


def test_sides_that_contradict_each_other_are_told() -> None:
    answer = ask(TOWN, "Compare the two")
    (found,) = answer.disagreements
    assert found.about == "the time: 3 May 2019 or 5 May 2019"
    assert {citation.article.id for citation in found.citations} == {"gull", "heron"}
    assert answer.text.startswith("The articles disagree: ")


def test_a_topic_narrows_both_sides() -> None:
    answer = ask(TOWN, "How do the articles differ on the toll?")
    assert [len(quotes) for quotes in said(answer)] == [1, 1]
    assert all("toll" in quote for quotes in said(answer) for quote in quotes)


def test_what_bears_on_the_whole_request_is_kept_before_what_else_a_side_says() -> None:
    weather = " ".join(
        f"Ada Lind opened market {n} of Aahus in sunny weather." for n in range(MOST_QUOTES + 2)
    )
    last = "Lind closed the school by the mill for want of pupils."
    article = Article(
        id="lind", title="Lind and Berg", text=f"{weather} {last} Bo Berg closed the school by the harbour."
    )
    answer = ask(library_of(article), "Lind vs Berg: the schools they closed")
    assert last in said(answer)[0]


def test_sources_are_sides_by_their_names() -> None:
    assert headings(ask(TOWN, "Compare the Heron and the Gull")) == [HERON_HEADING, GULL_HEADING]


def test_years_are_sides() -> None:
    answer = ask(TOWN, "2017 and 2019")
    assert headings(answer) == ["2017", "2019"]
    assert said(answer)[0] == ["The old mill burnt down in 2017 and nobody was hurt in it."]
    assert all("2019" in quote for quote in said(answer)[1])


def test_this_one_is_one_of_what_the_other_side_is() -> None:
    article = Article(
        id="strike",
        title="Strike",
        text="The strike of 1998 went on for days at the port. Dockers began a strike at the port on Monday.",
        published=date(2024, 6, 12),
    )
    answer = ask(library_of(article), "Compare the strike of 1998 with this one")
    assert headings(answer) == ["strike of 1998", "this one"]
    assert ["1998" in quotes[0] for quotes in said(answer)] == [True, False]


def test_whatever_is_named_is_a_side() -> None:
    answer = ask(TOWN, "swans versus fishermen")
    assert headings(answer) == ["swans", "fishermen"]
    assert "Swans" in said(answer)[0][0]
    assert "Fishermen" in said(answer)[1][0]


def test_what_a_person_says_comes_before_what_is_said_of_them() -> None:
    article = Article(
        id="a",
        title="Tolls",
        text=(
            "Many in the town of Aahus know that Ada Lind owns a boat with two masts. "
            "A toll is fair to those who walk, according to Ada Lind. "
            "Many in the town of Lund know that Bo Berg owns a cart with two wheels."
        ),
    )
    start = article.text.index("A toll")
    end = article.text.index(" Many in the town of Lund")
    who = article.text.index("Ada Lind.")
    speaking = Attribution((), (), ((start, end),), Speaker("Ada Lind", who, who + 8))
    answer = ask(library_of(article), "Ada Lind vs Bo Berg", attributions={"a": (speaking,)})
    assert "A toll is fair to those who walk, according to Ada Lind." in said(answer)[0]
    assert answer.sections[0].citations[-1].speaker is not None


def test_nothing_is_compared_with_what_the_articles_never_name() -> None:
    answer = ask(TOWN, "swans versus wizards")
    assert not answer.answered
    assert answer.text == "These articles have nothing of wizards."


def test_a_comparison_of_what_the_articles_do_not_have_is_refused() -> None:
    answer = ask(TOWN, "wizards versus dragons")
    assert not answer.answered
    assert answer.text == "These articles have nothing of wizards or dragons."


def test_one_article_alone_is_not_compared_and_the_refusal_says_what_can_be() -> None:
    answer = ask(library_of(GULL), "Compare the articles")
    assert not answer.answered
    assert GULL_HEADING in answer.text


def test_of_few_articles_one_that_is_named_is_compared_with_the_others() -> None:
    answer = ask(TOWN, "Compare the article from The Heron with the newspaper")
    assert headings(answer) == [GULL_HEADING, HERON_HEADING]


def test_of_many_articles_without_sides_the_refusal_asks_for_two() -> None:
    many = [
        Article(id=str(n), title=f"Report {n}", text=f"The gate {n} was sold to Ada Lind then.")
        for n in range(5)
    ]
    answer = ask(library_of(*many), "Compare the articles")
    assert not answer.answered
    assert answer.text.startswith("There are 5 articles. Name two")


def test_of_many_articles_two_sources_are_the_sides() -> None:
    second = Article(
        id="gull2", title="Nets", text="The nets of Aahus were mended by Cy Dahl.", source="The Gull"
    )
    assert headings(ask(library_of(GULL, HERON, second), "Compare the sources")) == ["The Gull", "The Heron"]


def test_what_was_shown_is_left_out() -> None:
    first = ask(TOWN, "Compare the two")
    shown = [citation.key for citation in first.citations]
    more = ask(TOWN, "Compare the two", shown=shown)
    assert not set(shown) & {citation.key for citation in more.citations}


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from([*GULL.text.split(". "), *HERON.text.split(". ")]), min_size=1, max_size=8),
    st.lists(st.sampled_from([*GULL.text.split(". "), *HERON.text.split(". ")]), min_size=1, max_size=8),
)
def test_every_quote_is_of_its_side_and_none_is_given_twice(first: list[str], second: list[str]) -> None:
    sides = [
        Article(id=name, title=name, text=". ".join(told).rstrip(".") + ".")
        for name, told in (("one", first), ("two", second))
    ]
    answer = ask(library_of(*sides), "Compare the two")
    for section in answer.sections:
        assert {citation.article.id for citation in section.citations} == {section.heading}
        assert len(section.citations) <= MOST_QUOTES
    keys = [citation.key for citation in answer.citations]
    assert len(keys) == len(set(keys))


def test_both_are_the_two_persons_that_were_asked_about_and_else_the_articles() -> None:
    asked = [Turn(f"What did {name} say?", "These articles do not say.") for name in ("Bo Berg", "Ada Lind")]
    assert headings(ask(TOWN, "Compare the two", history=asked)) == ["Bo Berg", "Ada Lind"]
    assert headings(ask(TOWN, "Compare the two articles", history=asked)) == [GULL_HEADING, HERON_HEADING]
    assert headings(ask(TOWN, "Compare the two")) == [GULL_HEADING, HERON_HEADING]
