"""The days of publication that a request names."""

from datetime import date

import pytest

from qa.catalog.publication_days import publication_days
from qa.catalog.request_tokens import RequestTokens, spelling_of
from tests.fakes import article
from tests.qa.fakes import library_of

ASKED = date(2024, 6, 20)
FIRST = article("The toll rose.", id="first", published=date(2022, 7, 8))
SECOND = article("The toll fell.", id="second", published=date(2022, 7, 11))
THIRD = article("The toll went.", id="third", published=date(2022, 7, 15))


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        ("Monday's article", ["second"]),
        ("the report from Friday, in my articles", ["third"]),
        ("the article of 8 July", ["first"]),
        ("Sunday's article", []),
    ],
)
def test_a_day_without_a_year_is_the_latest_that_has_an_article(request_: str, named: list[str]) -> None:
    library = library_of(FIRST, SECOND, THIRD)
    tokens = RequestTokens(request_, spelling_of(library))
    found = publication_days(tokens, library.record.catalog.entries(), ASKED)
    assert [entry.id for match in found for entry in match.articles] == named
