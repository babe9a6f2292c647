"""The samples a newcomer can start with; they come with the source code, not with an installed package."""

from pathlib import Path

_CHECKOUT = Path(__file__).parents[1]


def sample_articles() -> Path | None:
    """Return the folder of the sample articles, None where it did not come along."""
    folder = _CHECKOUT / "seeds"
    return folder if folder.is_dir() else None


def sample_questions() -> Path | None:
    """Return the question set on the sample articles, None where it did not come along."""
    file = _CHECKOUT / "tests" / "questions.jsonl"
    return file if file.is_file() else None
