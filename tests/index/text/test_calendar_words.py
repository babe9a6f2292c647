import pytest

from index.text.calendar_words import folded, is_english_weekday, is_weekday, month_number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("June", 6),
        ("SEPT", 9),
        ("märz", 3),
        ("Jän", 1),
        ("août", 8),
        ("aout", 8),
        ("févr", 2),
        ("setembro", 9),
        ("out", 10),
        ("dic", 12),
        ("gennaio", 1),
        ("mrt", 3),
        ("мая", 5),
        ("июнь", 6),
        ("сен", 9),
    ],
)
def test_a_month_is_known_by_its_name_or_what_is_short_for_it(word: str, number: int) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize("word", ["jui", "ma", "ju", "Montag", "march-past", "", "juner"])
def test_a_word_that_means_two_months_or_none_is_no_month(word: str) -> None:
    assert month_number(word) is None


@pytest.mark.parametrize("word", ["Sunday", "thurs", "So", "dimanche", "miércoles", "terça-feira", "вс"])
def test_a_weekday_is_known_in_every_language(word: str) -> None:
    assert is_weekday(word)


def test_an_english_weekday_is_told_from_others() -> None:
    assert is_english_weekday("Tues")
    assert not is_english_weekday("Sonntag")
    assert not is_weekday("holiday")


def test_full_width_letters_and_accents_are_folded_away() -> None:
    assert folded("Ｊｕｎｅ １６：é 가") == "June 16:e 가"
