import gzip
import json
from pathlib import Path

from training.intents.public_fillers import DATASETS, public_fillers, subjects


def test_subjects_are_noun_phrases_after_prepositions() -> None:
    text = "He wrote of the price of grain, and about old mills that he had seen with his own eyes."
    assert list(subjects(text)) == ["grain", "old mills"]


def test_fillers_are_drawn_from_the_passages_and_the_same_for_one_seed(tmp_path: Path) -> None:
    (tmp_path / "reading").mkdir()
    row = {"context": "They saw Ada Lind , who spoke about the old mill, and the sale of boats."}
    for name in DATASETS:
        with gzip.open(tmp_path / "reading" / f"train-{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")
    found = public_fillers(tmp_path, 1)
    assert found["NAME"] == ("Ada Lind",)
    assert set(found["PHRASE"]) == {"the old mill", "boats"}
    assert "$PHRASE" in found["SUBJ"]
    assert "$NAME" in found["P"]
    assert found == public_fillers(tmp_path, 1)
