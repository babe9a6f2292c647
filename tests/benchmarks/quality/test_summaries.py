from pathlib import Path

from benchmarks.quality.summaries import mark_of, summaries
from tests.benchmarks.quality.fakes import bench_of, figures_of, write

SENTENCES = [
    "The red boat left the harbour of Tey on Monday.",
    "The owners of the boat will sell it in June.",
    "Sign up for the newsletter of the harbour.",
]
KEYS = {"id": "a", "title": "Boats", "sentences": SENTENCES, "key": [0], "fine": [1], "never": [2]}


def test_a_quote_has_the_mark_of_the_sentence_it_shares_most_with() -> None:
    assert [mark_of(sentence, KEYS) for sentence in SENTENCES] == ["key", "fine", "never"]
    assert mark_of(f"{SENTENCES[0]}\n{SENTENCES[2]}", KEYS) == "key"
    assert mark_of("Something else.", KEYS) == ""


def test_chosen_sentences_are_compared_with_marks_and_reference(tmp_path: Path) -> None:
    text = "\n\n".join(SENTENCES)
    write(tmp_path, "news/articles", [{"id": "a", "title": "Boats", "text": text}])
    write(tmp_path, "summaries/keys", [KEYS])
    write(tmp_path, "summaries/news", [{"id": "n", "title": "Boats", "text": text, "summary": SENTENCES[:1]}])
    figures = figures_of(summaries(bench_of(tmp_path)))
    assert figures["key"] == 0.5
    assert figures["key or fine"] == 1.0
    assert figures["never"] == 0.0
    assert figures["in the reference summary of summaries/news"] == 0.5
