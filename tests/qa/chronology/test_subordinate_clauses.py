import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chronology.subordinate_clauses import is_conditional, kind_of_clause, tells_when
from tests.cpu_time_limit import cpu_time_limit

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("The mill burnt in ", None),
        ("Ada Lind, who left in 2016, came in ", None),
        ("Most people who came in ", "description"),
        ("Ada Lind, who left in ", "aside"),
        ("Ada Lind – who left in ", "aside"),
        ("The mill, which burnt in ", "relative clause"),
        ("They won after beating Sudland in ", "relative clause"),
        ("They left after the mill burnt in ", "temporal clause"),
        ("The wheel has stood since the mill burnt in ", "since clause"),
        ("The tide was the highest since 3 March on ", None),
    ],
)
def test_the_words_before_a_time_tell_its_clause(before: str, kind: str | None) -> None:
    assert kind_of_clause(before) == kind


def test_what_is_told_of_a_time_after_when_happened_then() -> None:
    assert tells_when(", when the old mill burnt.")
    assert tells_when(" when Ada Lind sold it")
    assert not tells_when(", when the fair is to open.")
    assert not tells_when(", and Ada Lind sold it when she could.")


@pytest.mark.parametrize(
    ("before", "conditional"),
    [
        ("If they came in ", True),
        ("They would come in ", True),
        ("Lind said they would come in ", False),
        ("Lind said they would have come in ", True),
        ("Would-be guests came in ", False),
        ("“I could go,” said Lind in ", False),
        ("It could help the mill, which was lost in ", False),
    ],
)
def test_conditions_hold_in_their_own_clause(before: str, *, conditional: bool) -> None:
    assert is_conditional(before) is conditional


@given(ANY_TEXT)
def test_anybodys_words_have_a_clause_or_none(before: str) -> None:
    kinds = ("relative clause", "description", "aside", "temporal clause", "since clause")
    assert kind_of_clause(before) in (None, *kinds)
    assert kind_of_clause(f"{before}, and so, in ") is None
    assert is_conditional(f"{before} if it is in ")


@pytest.mark.parametrize("part", ["who ", ", when ", "would ", "said ", "–", "when a "])
def test_hostile_words_take_no_time(part: str) -> None:
    with cpu_time_limit(2):
        kind_of_clause(part * 20_000)
        is_conditional(part * 20_000)
        tells_when(part * 20_000)
