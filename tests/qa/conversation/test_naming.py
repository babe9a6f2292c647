import pytest

from qa.conversation.naming import may_be_a_person, names, nouns, people, placed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Does Norland want wool? Was Ada Lind there? Has Turku a mill?", ["Norland", "Ada Lind", "Turku"]),
        ("Following the visit of Bo Berg to Turku, His Majesty left.", ["Bo Berg", "Turku", "Majesty"]),
        ("During Ada Lind’s visit", ["Ada Lind"]),
        ("Ada Lind’s boat and Bo Berg's shed", ["Ada Lind", "Bo Berg"]),
        ("the Bank of Norland and the University of Turku", ["Bank of Norland", "University of Turku"]),
        ("a mill near Århus, élan, Élan Vital and Пётр Ильич сказал", ["Århus", "Élan Vital", "Пётр Ильич"]),
        ("Who met Ada Lind in September on Monday?", ["Ada Lind"]),
        ("Boats are slow. Sheep are not.", []),
        ("on ne sait pas où été é", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_who_speaks_comes_before_who_is_only_named() -> None:
    assert people("near Turku Bo Berg met the king, as Ada Lind said") == ["Ada Lind", "Turku Bo Berg"]


@pytest.mark.parametrize("name", ["University of Turku", "NATO", "New Norland", "1902 Games"])
def test_some_names_are_no_persons(name: str) -> None:
    assert not may_be_a_person(name)


def test_a_name_after_which_is_an_adjective() -> None:
    assert nouns("Which Norlandic sailor met Ada Lind?") == ["Ada Lind"]


def test_a_place_follows_its_preposition() -> None:
    assert placed("Did Ada Lind move from Turku to Norland?") == ["Turku", "Norland"]
