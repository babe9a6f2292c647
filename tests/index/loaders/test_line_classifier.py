from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.line_classifier import classify_line


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Kim Arin", "Kim Arin"),
        ("BY JANE DOE", "JANE DOE"),
        ("*By Jane Doe*", "Jane Doe"),
        ("by Jane van der Berg and José María de la Cruz", "Jane van der Berg, José María de la Cruz"),
        ("Written by J. R. O’Neill Jr.", "J. R. O’Neill Jr."),
        ("By Jane Doe, Staff Writer", "Jane Doe"),
        ("By Jane Doe, John Roe and Ann Poe", "Jane Doe, John Roe, Ann Poe"),
        ("By Jane Doe, Valley Gazette", "Jane Doe"),
        ("By The Associated Press", "The Associated Press"),
        ("By AFP", "AFP"),
        ("Author: Jane Doe", "Jane Doe"),
        ("Byline: By Jane Doe", "Jane Doe"),
        ("By 김아린", "김아린"),
    ],
)
def test_a_byline_gives_its_author(line: str, author: str) -> None:
    facts = classify_line(line)
    assert facts is not None
    assert facts.author == author
    assert "byline" in facts.kinds


@pytest.mark.parametrize(
    "line",
    [
        "By the end of the year",
        "By Monday",
        "By June 2024 the talks had ended",
        "By Kim Arin, who was there when it began",
        "By then it was over.",
        "By now",
        "By 2030",
        "By God! he cried",
        "Bystanders Said Nothing",
        "By",
    ],
)
def test_prose_that_begins_with_by_is_no_byline(line: str) -> None:
    assert classify_line(line) is None


def test_one_line_may_say_several_things() -> None:
    facts = classify_line(
        "By Jane Doe | The Valley Gazette | Published June 16, 2024 Updated June 17, 2024 | 4 min read"
    )
    assert facts is not None
    assert (facts.author, facts.source) == ("Jane Doe", "The Valley Gazette")
    assert facts.published == date(2024, 6, 16)


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        (
            "By Jane Doe and John Roe | Staff Writers | Updated 17 June 2024, first published 16 June 2024",
            "Jane Doe, John Roe",
            date(2024, 6, 16),
        ),
        ("By Jane Doe June 16, 2024", "Jane Doe", date(2024, 6, 16)),
        ("By Jane Doe Published June 16, 2024 Updated June 17, 2024", "Jane Doe", date(2024, 6, 16)),
        ("June 16, 2024 By Jane Doe", "Jane Doe", date(2024, 6, 16)),
        ("Posted by Jane Doe on June 16, 2024", "Jane Doe", date(2024, 6, 16)),
        ("Rédigé par Jeanne Morel et publié le 16 juin 2024", "Jeanne Morel", date(2024, 6, 16)),
        ("公開日時：2024年6月16日 更新日時：2024年6月17日 投稿者：川上花子", "川上花子", date(2024, 6, 16)),
        ("By Jane Doe | jane@example.org | 16 June 2024", "Jane Doe", date(2024, 6, 16)),
        ("By Jane Doe, Staff Writer | Updated 3 hours ago", "Jane Doe", None),
        ("By Jane Doe | World", "Jane Doe", None),
        ("Von Jana Klee | 16.06.2024, 18:26 Uhr", "Jana Klee", date(2024, 6, 16)),
        ("Publié le 16 juin 2024 à 18h26 par Jeanne Morel", "Jeanne Morel", date(2024, 6, 16)),
        ("Автор: Иван Лесков, 16 июня 2024", "Иван Лесков", date(2024, 6, 16)),
        ("박하늘 기자 입력 2024.06.16 18:26", "박하늘", date(2024, 6, 16)),
        ("2024-06-16 18:26 来源：河谷日报 作者：王小河", "王小河", date(2024, 6, 16)),
    ],
)
def test_a_line_may_give_author_and_day(line: str, author: str, published: date | None) -> None:
    facts = classify_line(line)
    assert facts is not None
    assert (facts.author, facts.published) == (author, published)
    facts = classify_line(line)
    assert (facts.published if facts else None) == published


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("2024-06-16 18:26 来源：河谷日报", "河谷日报"),
        ("Quelle: Talbote", "Talbote"),
        ("GENEVA (Reuters), June 16, 2024", "Reuters"),
    ],
)
def test_a_line_may_give_the_source(line: str, source: str) -> None:
    facts = classify_line(line)
    assert facts is not None
    assert facts.source == source


def test_a_byline_may_end_in_a_date() -> None:
    facts = classify_line("By Jane Doe, June 16, 2024")
    assert facts is not None
    assert (facts.author, facts.published) == ("Jane Doe", date(2024, 6, 16))


@pytest.mark.parametrize(
    "line", ["Jane Doe | 16 June 2024", "Geneva, 16 June 2024", "Sunday 16 June 2024 18:26, UK"]
)
def test_a_name_beside_a_date_is_passed_over_since_it_may_be_a_place(line: str) -> None:
    facts = classify_line(line)
    assert facts is not None
    assert facts.author is None
    assert facts.source is None
    assert "partial" in facts.kinds


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("    • Link copied", True),
        ("Share this article", True),
        ("Facebook Twitter WhatsApp Email", True),
        ("3 min read", True),
        ("12 Comments", True),
        ("Lesedauer: 3 Minuten", True),
        ("댓글 0", True),
        ("Share on LinkedIn (Opens in new window)", True),
        ("Share", False),
        ("Listen", False),
    ],
)
def test_boilerplate_is_known(line: str, sure: bool) -> None:
    facts = classify_line(line)
    assert facts is not None
    assert facts.kinds == {"boilerplate" if sure else "likely boilerplate"}


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday",
        "• Three people were hurt",
        "Print is not dead",
        "Listen to the rain",
        "",
        "•",
        "x" * 500,
    ],
)
def test_prose_is_no_boilerplate(line: str) -> None:
    assert classify_line(line) is None


@settings(deadline=None)
@given(st.text(st.sampled_from("By Jane Doe|•-,:. \tJune162024Share\n“”"), max_size=80))
def test_any_line_is_read_without_fail(line: str) -> None:
    facts = classify_line(line)
    assert facts is None or facts.kinds
