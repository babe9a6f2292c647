import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.attribution import Attribution
from qa.attribution.stored import from_json, to_json

SPANS = st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9999)), max_size=3).map(tuple)


@given(st.lists(st.builds(Attribution, SPANS, SPANS, SPANS), max_size=4).map(tuple))
def test_attributions_come_back_as_they_were(found: tuple[Attribution, ...]) -> None:
    assert from_json(to_json(found)) == found


@pytest.mark.parametrize(
    "spoilt", ["", "7", "[7]", "[[[1],[],[]]]", "[[[1,2]]]", '[[["a","b"],[],[]]]', "{", "null"]
)
def test_what_is_no_attribution_is_an_error(spoilt: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(spoilt)
