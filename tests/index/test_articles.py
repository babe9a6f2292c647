import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article, slug, written_date

ARTICLE = Article(id="a", text="The body.", title="The title", published=date(2024, 6, 16), path="/a.txt")


def test_a_content_hash_names_title_text_and_where_the_body_begins() -> None:
    assert ARTICLE.content_hash == Article(id="b", text="The body.", title="The title").content_hash
    others = [
        Article(id="a", text="The body", title="The title"),
        Article(id="a", text="The body.", title="A title"),
        Article(id="a", text="The body.", title="The title", body_start=1),
        Article(id="a", text="itle\0The body.", title="The t"),
    ]
    assert len({article.content_hash for article in (ARTICLE, *others)}) == 5


def test_a_card_names_the_article_and_is_plain_json() -> None:
    card = ARTICLE.card()
    assert json.loads(json.dumps(card)) == {
        "id": "a",
        "title": "The title",
        "source": None,
        "author": None,
        "published": "2024-06-16",
        "url": None,
        "path": "/a.txt",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Putin-in-Pyongyang-essay", "putin-in-pyongyang-essay"),
        ("  Éléphants & Söhne!  ", "elephants-sohne"),
        ("x" * 100, "x" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_slug_is_a_short_readable_id(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_name_makes_a_slug_that_stands_in_a_command(name: str) -> None:
    made = slug(name)
    assert 0 < len(made) <= 60
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert slug(name) == made


def test_names_without_a_latin_letter_keep_apart() -> None:
    assert slug("기사") != slug("記事")


def test_dates_are_written_out() -> None:
    assert written_date(date(2024, 6, 1)) == "1 June 2024"
