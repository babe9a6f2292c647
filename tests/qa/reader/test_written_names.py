import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.written_names import written_names

TEXT = (
    "Nigeria bought boats. The Dominican Republic sold them, and Serena Roberts of Malibu paid. "
    "Korean sailors came with Sydney Orr. The port is old. "
    "It is where two Democrats met in November at the Super Bowl."
)


@pytest.mark.parametrize(
    "name", ["nigeria", "nigerian", "korea", "orr", "malibu", "democrat", "port", "dominican"]
)
def test_a_name_is_there_in_any_of_its_forms(name: str) -> None:
    assert written_names(TEXT).has(name)


@pytest.mark.parametrize("name", ["niger", "mali", "dominica", "robert", "ordinary"])
def test_what_only_begins_like_it_or_stands_in_a_longer_name_is_not_it(name: str) -> None:
    assert not written_names(TEXT).has(name)


@pytest.mark.parametrize("name", ["niger", "mali"])
def test_a_look_alike_is_found_whether_or_not_capitals_mark_the_name(name: str) -> None:
    assert written_names(TEXT).has_look_alike(name, surely_a_name=True)
    assert written_names(TEXT).has_look_alike(name, surely_a_name=False)


@pytest.mark.parametrize("name", ["ports", "sail", "oslo", "nigerian", "superbowl", "novmber", ""])
def test_a_common_word_a_form_and_a_name_written_apart_are_no_look_alikes(name: str) -> None:
    assert not written_names(TEXT).has_look_alike(name, surely_a_name=True)


def test_a_surname_that_looks_like_its_plural_is_a_look_alike() -> None:
    assert written_names(TEXT).has_look_alike("robert", surely_a_name=True)
    assert not written_names(TEXT).has_look_alike("korea", surely_a_name=True)


def test_a_name_that_sounds_alike_is_meant_where_the_rest_of_it_stands_there() -> None:
    assert not written_names(TEXT).has_look_alike("sidney", surely_a_name=True, beside={"orr"})
    assert written_names(TEXT).has_look_alike("sidney", surely_a_name=True, beside={"lind"})
    assert written_names(TEXT).has_look_alike("robertson", surely_a_name=True, beside={"serena"})


@given(st.text(st.characters(exclude_categories=())), st.text(max_size=12))
def test_any_text_can_be_looked_at(text: str, name: str) -> None:
    written = written_names(text)
    assert written.of_longer_names <= written.names <= written.every
    written.has_look_alike(name, surely_a_name=True)
    assert all(map(written.has, written.every))
