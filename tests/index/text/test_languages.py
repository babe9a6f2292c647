import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The gardener of Los Angeles died in the van der Berg house.", "en"),
        ("Who will die?", "en"),
        ("Umbrellas", "en"),
        ("", "en"),
        ("Wen traf die Gärtnerin?", "de"),
        ("Quand la jardinière a-t-elle planté les pommiers ?", "fr"),
        ("¿Cuándo plantó la jardinera los manzanos?", "es"),
        ("Когда посадили яблони?", "ru"),
        ("果园是什么时候种的？", ""),
    ],
)
def test_the_commonest_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@given(st.text())
def test_any_text_has_one_of_these(text: str) -> None:
    assert language_of(text) in {"en", "de", "fr", "es", "ru", ""}
