import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.filters import SearchFilter
from ui.chat.client_state import MOST_IN_A_FILTER, ClientState, day

KEY = "0123456789abcdef0123456789"
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


def test_what_the_page_remembers_comes_back() -> None:
    filters = SearchFilter(("The Times",), date(2024, 6, 1), None, ("essay",))
    state = ClientState(KEY, f"browser {KEY}", "conversation", filters, editing=True, written=False)
    assert ClientState.of(state.to_page(), None) == state


def test_a_signed_in_reader_is_the_same_in_every_browser() -> None:
    owners = {ClientState.of(json.dumps({"key": key * 30}), "ada").owner for key in "ab"}
    assert owners == {"user ada"}


def test_no_key_can_be_made_to_look_like_a_signed_in_reader() -> None:
    assert ClientState.of(json.dumps({"key": "user ada" + "x" * 20}), None).owner.startswith("browser ")


def test_a_browser_without_a_key_gets_one_that_nobody_has() -> None:
    first, second = ClientState.of("", None), ClientState.of('{"key": "short"}', None)
    assert first.key != second.key and len(first.key) >= 30
    assert ClientState.of(first.to_page(), None) == first


@given(anything)
def test_whatever_a_page_says_is_read_or_forgotten(said: object) -> None:
    for page in (
        json.dumps(said),
        json.dumps({"filters": said, "key": said, "conversation": said}),
        str(said),
    ):
        state = ClientState.of(page, None)
        assert ClientState.of(state.to_page(), None) == state


def test_a_page_cannot_filter_by_more_than_a_query_takes() -> None:
    page = json.dumps({"filters": {"sources": ["x"] * 5000, "articles": ["a"] * 5000}})
    filters = ClientState.of(page, None).filters
    assert len(filters.sources) == len(filters.articles) == MOST_IN_A_FILTER


def test_a_page_of_an_earlier_version_keeps_its_filter() -> None:
    page = json.dumps({"narrowed": {"sources": ["The Times"], "articles": [["essay", "Putin"]]}})
    assert ClientState.of(page, None).filters == SearchFilter(("The Times",), articles=("essay",))


def test_a_day_is_read_as_a_date_field_writes_it() -> None:
    assert day("2024-06-01") == date(2024, 6, 1)
    assert day("1 June") is day(None) is day(3) is None
