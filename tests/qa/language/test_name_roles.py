import pytest

from qa.language.name_roles import likely_people, may_be_a_person, place_names, proper_nouns


def test_who_speaks_comes_before_who_is_only_named() -> None:
    assert likely_people("near Turku Bo Berg met the king, as Ada Lind said") == ["Ada Lind", "Turku Bo Berg"]


@pytest.mark.parametrize("name", ["University of Turku", "NATO", "New Norland", "1902 Games"])
def test_some_names_are_no_persons(name: str) -> None:
    assert not may_be_a_person(name)


def test_a_name_after_which_is_an_adjective() -> None:
    assert proper_nouns("Which Norlandic sailor met Ada Lind?") == ["Ada Lind"]


def test_a_place_follows_its_preposition() -> None:
    assert place_names("Did Ada Lind move from Turku to Norland?") == ["Turku", "Norland"]
