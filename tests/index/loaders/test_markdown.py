from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableArticle
from index.loaders import markdown
from tests.index.loaders.samples import BODY, article, error, write

FRONT = """---
title: "Lake talks: the end"
authors: [Jane Doe, John Roe]
date: 2024-06-16T18:26:00Z
publication: Valley Gazette
link: https://example.org/a
tags:
  - peace
  - lakes
draft: false
---
"""


def test_front_matter_is_header(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "a.md", FRONT + "\n" + BODY))
    assert (loaded.title, loaded.author) == ("Lake talks: the end", "Jane Doe, John Roe")
    assert (loaded.source, loaded.url) == ("Valley Gazette", "https://example.org/a")
    assert loaded.published == date(2024, 6, 16)
    assert loaded.text == FRONT + "\n" + BODY
    assert loaded.text[loaded.body_start :].lstrip() == BODY


@pytest.mark.parametrize(
    "heading",
    ["# Lake talks end\n", "# Lake talks end ##\r\n", "Lake talks end\n===\n", "\n#  **Lake talks end**\n"],
)
def test_a_heading_is_title_and_header(tmp_path: Path, heading: str) -> None:
    loaded = article(write(tmp_path, "a.markdown", f"{heading}\n*By Jane Doe*\n\n{BODY}"))
    assert (loaded.title, loaded.author) == ("Lake talks end", "Jane Doe")
    assert loaded.text[loaded.body_start :] == BODY


def test_the_source_is_kept_as_it_is(tmp_path: Path) -> None:
    source = "# Talks\n\nThe **talks** [began](https://example.org) on *Monday*.\n"
    loaded = article(write(tmp_path, "a.md", source))
    assert loaded.text == source
    assert (
        loaded.text[loaded.body_start :].lstrip()
        == "The **talks** [began](https://example.org) on *Monday*.\n"
    )


def test_a_title_from_front_matter_wins_and_its_heading_is_header(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "a.md", f"---\ntitle: Lake talks end\n---\n# Lake Talks End\n\n{BODY}"))
    assert loaded.text[loaded.body_start :].lstrip() == BODY
    other = article(write(tmp_path, "b.md", f"---\ntitle: Lake talks end\n---\n# Introduction\n\n{BODY}"))
    assert other.text[other.body_start :].startswith("# Introduction")


def test_a_heading_further_down_is_title_only(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "a.md", f"![map](map.png)\n\n# Lake talks end\n\n{BODY}"))
    assert (loaded.title, loaded.body_start) == ("Lake talks end", 0)


def test_prose_between_rules_is_no_front_matter(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "some-notes.md", f"---\n{BODY}\n---\nMore.\n"))
    assert (loaded.title, loaded.body_start) == ("Some notes", 0)


def test_an_unfinished_front_matter_is_body(tmp_path: Path) -> None:
    assert article(write(tmp_path, "a.md", f"---\ntitle: x\n{BODY}")).body_start == 0


def test_a_lone_heading_is_body(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "a.md", "# Lake talks end\n"))
    assert (loaded.title, loaded.body_start) == ("Lake talks end", 0)


def test_an_address_that_is_none_is_dropped(tmp_path: Path) -> None:
    assert article(write(tmp_path, "a.md", f"---\nurl: javascript:alert(1)\n---\n{BODY}")).url is None


def test_bad_files_are_reported_by_name(tmp_path: Path) -> None:
    assert "no text below its front matter" in error(write(tmp_path, "a.md", "---\ntitle: x\n---\n\n"))
    assert "empty" in error(write(tmp_path, "b.md", "\n"))
    assert "NUL" in error(write(tmp_path, "c.md", b"# a\0b"))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "---\n",
                "title: x\n",
                "date: 2024-06-16\n",
                "# A\n",
                "A\n",
                "===\n",
                "\n",
                "By Jane Doe\n",
                "text. ",
                "- a\n",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_any_markdown_keeps_a_body(source: str) -> None:
    try:
        loaded = markdown.read(source.encode("utf-8"), "a.md", "a")
    except UnreadableArticle:
        return
    assert loaded.text == source
    assert loaded.text[loaded.body_start :].strip()
