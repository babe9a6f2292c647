from hypothesis import given
from hypothesis import strategies as st

from index.store.postgres.text import looked_up, restored, stored

SOME = st.text(st.sampled_from("\0\x10" + "01a"), max_size=12) | st.text(max_size=60)


@given(SOME)
def test_any_text_is_stored_without_nul_and_comes_back(text: str) -> None:
    assert "\0" not in stored(text)
    assert restored(stored(text)) == text
    assert looked_up(text) == stored(text)


@given(SOME, SOME)
def test_different_texts_are_stored_differently(one: str, other: str) -> None:
    assert (stored(one) == stored(other)) == (one == other)


def test_half_of_a_character_can_be_looked_up() -> None:
    assert looked_up("half \udcff").encode()
