import pytest

from qa.language.sentence_ends import ends_as_sentence


@pytest.mark.parametrize("text", ["It sank.", "It sank!”", "Did it sink?’", "(It sank.)", "It sank…", "沈。"])
def test_a_sentence_ends_as_one(text: str) -> None:
    assert ends_as_sentence(text)


@pytest.mark.parametrize("text", ["", "”", "The gull sank", "“The gull sank”", "What sank:"])
def test_a_heading_does_not(text: str) -> None:
    assert not ends_as_sentence(text)
