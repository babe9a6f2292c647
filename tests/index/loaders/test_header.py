import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.header import Header, find_header, header_of, headline
from index.loaders.normalisation import is_blank
from tests.index.loaders.samples import BODY, article

SEEDS = Path(__file__).parents[3] / "seeds"
DAY = date(2024, 6, 16)


def body(top: str) -> str:
    text = top + BODY
    return text[find_header(text).body_start :]


def test_the_first_sample_article_gives_its_header() -> None:
    herald = article(next(SEEDS.glob("korea-herald*.txt")))
    assert herald.title == "Putin’s Pyongyang trip highlights need for bond in isolation"
    assert (herald.source, herald.author, herald.published) == ("The Korea Herald", "Kim Arin", DAY)
    assert "Link copied" in herald.text[: herald.body_start]
    assert herald.text[herald.body_start :].startswith("Russian President Vladimir Putin (left)")


def test_the_second_sample_article_has_no_header() -> None:
    essay = article(next(SEEDS.glob("*[Ee]ssay.txt")))
    assert essay.title.lower() == "putin in pyongyang essay"
    assert (essay.source, essay.author, essay.published, essay.body_start) == (None, None, None, 0)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (
            "Lake talks end\n\nBy Jane Doe and John Roe\n16 June 2024\n\n",
            (None, "Jane Doe, John Roe", DAY),
        ),
        ("LAKE TALKS END\nBY JANE DOE\nJune 16, 2024 6:26 p.m. ET\n\n", (None, "JANE DOE", DAY)),
        ("June 16, 2024\n\nLake talks end\n\nBy Jane Doe, Staff Writer\n\n", (None, "Jane Doe", DAY)),
        (
            "Valley Gazette\nWorld\nLake talks end\n\nNo deal. No date.\n\n2024-06-16\n",
            ("Valley Gazette", None, DAY),
        ),
        ("Lake talks end\r\n\r\nBy Jane Doe | Valley Gazette\r\n\r\n", ("Valley Gazette", "Jane Doe", None)),
        ("Lake talks end\n\nJane Doe in Geneva\n\nSun 16 Jun 2024 18.26 BST\n\nShare\n\n", (None, None, DAY)),
        ("Lake talks end\n\nJane Doe | 16 June 2024 | 3 min read\n\n", (None, None, DAY)),
        (
            "Skip to main content\nSign in\nLake talks end\nGeneva, 16 June 2024\nBy JANE DOE\n\n",
            (None, "JANE DOE", DAY),
        ),
        ("**Lake talks end**\n\n*By Jane Doe*\n\n_June 16, 2024_\n\n", (None, "Jane Doe", DAY)),
        (
            "Lake talks end\nBy Jane Doe\nKorea correspondent\nPublished June 16, 2024\n",
            (None, "Jane Doe", DAY),
        ),
        ("Lake talks end\n\nShare\nTweet\nEmail\n\n", (None, None, None)),
        ("Lake talks end\n\n• Link copied\n\n", (None, None, None)),
        ("Lake talks end\n\nUpdated June 17, 2024\nPublished June 16, 2024\n\n", (None, None, DAY)),
        ("Lake talks end\n\nLast updated: 16 June 2024\n\n", (None, None, None)),
        ("Lake talks end\n\n05/06/2024\n\n", (None, None, None)),
        ("Lake talks end\nBy Jane Doe\nStaff Writer\n\n", (None, "Jane Doe", None)),
        ("Lake talks end\nBy Jane Doe\nValley Gazette\nPublished\n16 June 2024\n", (None, "Jane Doe", DAY)),
        ("Lake talks end\n\nVon Jana Klee\n16. Juni 2024, 18:26 Uhr\n\n", (None, "Jana Klee", DAY)),
        ("Lake talks end\n\n박하늘 기자\n입력 2024.06.16 18:26\n\n", (None, "박하늘", DAY)),
        ("Lake talks end\n\nUpdated 3 hours ago\n\n", (None, None, None)),
        ("Lake talks end ...\n\nBy Jane Doe\n\n", (None, "Jane Doe", None)),
        ("Lake talks end.\n\nBy Jane Doe\n\n2024-06-16\n\n", (None, "Jane Doe", DAY)),
    ],
)
def test_a_header_is_found(top: str, expected: tuple[str | None, str | None, date | None]) -> None:
    header = find_header(top + BODY)
    assert header.title is not None
    assert header.title.lower().rstrip(" .") == "lake talks end"
    assert (header.source, header.author, header.published) == expected
    assert body(top) == BODY


def test_labels_give_their_values() -> None:
    top = "Title: Lake talks end\nAuthor: Jane Doe\nDate: 2024-06-16\nSource: Valley Gazette\nURL: https://example.org/a\n\n"
    assert find_header(top + BODY) == Header(
        len(top), "Lake talks end", "Valley Gazette", "Jane Doe", DAY, "https://example.org/a"
    )


@pytest.mark.parametrize(
    "top",
    [
        "",
        "By Jane Doe\n\n",
        "By Land and Sea\n\n",
        "Share\n\n",
        "Listen\n\n",
        "Lake talks end\n\n",
        "Dear Jane,\n\n",
        "It was over.\n\nBy Jane Doe\n\n",
        "they say it was over\n\nBy Jane Doe\n\n",
        "Timeline\n\n24 February 2022\n\nIt began.\n\n2 March 2022\n\nA city fell.\n\n9 March 2022\n\n",
        "First point\n\nSecond point\n\nThird point\n\nFourth point\n\nFifth point\n\nBy Jane Doe\n\n",
        "- one\n- two\n\n",
        "Am 16. Juni 2024 begannen die Gespräche am See.\n\n",
        "Le 16 juin 2024\n\n",
        "2024年6月16日，会谈开始\n\n",
        "It was over.\n\nVon Anfang an\n\n",
    ],
)
def test_a_text_without_a_sure_header_is_all_body(top: str) -> None:
    assert find_header(top + BODY) == Header(0)


@pytest.mark.parametrize(
    "note", ["By Jane Doe", "Translated by John Roe\n\nJune 16, 2024", "Share this article"]
)
def test_a_note_at_the_end_is_body(note: str) -> None:
    text = f"{BODY}\n\n{note}\n"
    assert find_header(text) == Header(0)


@pytest.mark.parametrize(
    "text",
    [
        "Lake talks end\n\nBy Jane Doe",
        "By Jane Doe\nJune 16, 2024",
        "June 16, 2024",
        "Title: x\nURL: https://a.org",
    ],
)
def test_a_text_of_nothing_but_a_header_is_body(text: str) -> None:
    assert find_header(text) == Header(0)


def test_a_header_longer_than_the_rest_is_body() -> None:
    assert find_header("Both leaders left the lake\n\nBy Jane Doe\n\nEnd").body_start == 0


def test_a_diary_keeps_its_dates() -> None:
    text = "June 16, 2024\n\nRain.\n\nJune 17, 2024\n\nRain again.\n\nJune 18, 2024\n\nSun.\n"
    assert find_header(text) == Header(0)


def test_with_a_known_title_no_other_line_is_taken() -> None:
    text = f"Lake talks end\n\nNobody knows why\n\nBy Jane Doe\n\n{BODY}"
    assert text[find_header(text, 0, "Lake Talks End!").body_start :].startswith("Nobody knows why")
    assert find_header(text, 0, "Another title").body_start == 0


def test_a_known_title_does_not_hide_the_whole_header() -> None:
    text = f"Valley Gazette\n\nLake talks end\n\nBy Jane Doe\n\n{BODY}"
    assert header_of(text, "Lake talks end").source == "Valley Gazette"
    assert header_of(f"Lake talks end\n\n{BODY}", "Lake talks end").body_start == len("Lake talks end\n\n")


@pytest.mark.parametrize(
    "line", ["Lake talks end", "Who won it?", "“No deal”", "5 things we learned", "회담 결렬"]
)
def test_a_first_line_may_look_like_a_headline(line: str) -> None:
    assert headline(f"\n{line}\n\n{BODY}") == line


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Lake talks end",
        "Lake talks end\nSecond line",
        "It was over.\n\nYes",
        "dear all together\n\nYes",
        "To all of you:\n\nYes",
        "Jane Doe\n\nYes",
        "By Jane Doe\n\nYes",
        "The Associated Press\n\nYes",
    ],
)
def test_a_first_line_may_not_look_like_a_headline(text: str) -> None:
    assert headline(text) is None


PIECES = st.sampled_from(
    """By Jane Doe|June 16, 2024|Updated: 2024-06-17|Link copied|Share|Valley Gazette|World|Lake talks end|
    It was over.|Title: x|https://a.org|By|Geneva, 5 May 2024|•| |\ufeff""".split("|")
)
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", " \n \n", "\u2028", "\t"])
TOPS = st.lists(st.tuples(PIECES, BREAKS).map("".join), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(TOPS, st.text(max_size=300), st.tuples(TOPS, st.text(max_size=50)).map("".join)),
    st.sampled_from([None, "Lake talks end", "x"]),
)
def test_the_body_begins_inside_the_text_and_is_never_emptied(text: str, title: str | None) -> None:
    for header in (find_header(text), find_header(text, 0, title), header_of(text, title)):
        assert 0 <= header.body_start <= len(text)
        if not is_blank(text):
            assert not is_blank(text[header.body_start :])
    found = headline(text)
    assert found is None or re.sub(r"\W", "", found) in re.sub(r"\W", "", text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), TOPS)
def test_what_follows_a_long_paragraph_is_never_header(first: str, rest: str) -> None:
    paragraph = "Nobody at the lake had expected that, " * 40 + first
    assert find_header(paragraph + "\n\n" + rest).body_start == 0
