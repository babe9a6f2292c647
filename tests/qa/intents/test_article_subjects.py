import pytest

from qa.intents.article_subjects import common_words, specific_words, tells_of
from tests.fakes import article

FILLED = " It rained in the hills, and nobody came." * 30
STRIKE = article(
    f"Dockers in Aahus walked out on Monday over the toll.{FILLED} The ferries of Varn sailed.",
    title="Dockers on strike",
)


@pytest.mark.parametrize("subject", ["strike", "the toll", "the strike affair", "strike in Aahus"])
def test_an_article_tells_of_what_its_title_and_its_lead_name(subject: str) -> None:
    assert tells_of(STRIKE, subject)


@pytest.mark.parametrize("subject", ["", "ferries", "the strike of the ferries", "Varn"])
def test_what_stands_further_down_is_not_what_an_article_tells_of(subject: str) -> None:
    assert not tells_of(STRIKE, subject)


def test_a_title_with_several_subjects_tells_of_none_of_them_alone() -> None:
    assert not tells_of(article(FILLED, title="Strike, flood, fire, and a wedding"), "strike")


def test_words_for_whatever_is_told_and_names_are_no_subject_by_themselves() -> None:
    assert specific_words("the toll affair") == "the toll"
    assert specific_words("the affair") == "the"
    assert common_words("Bo Berg's toll") == "s toll"
    assert common_words("Bo Berg") == ""
