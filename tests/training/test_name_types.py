"""What type a name is, is learned from questions that it answers and from what surely stands beside it."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qa.language.name_types import NameType
from training.name_types import DATASETS, asked_type, examples, supervised_distantly


def write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who built the quay?", NameType.PERSON),
        ("By whom was it built?", NameType.PERSON),
        ("In which town is the quay?", NameType.PLACE),
        ("Where is it?", NameType.PLACE),
        ("Which shipping company owns it?", NameType.ORGANISATION),
        ("What treaty ended the war?", NameType.OTHER),
        ("How old is it?", None),
    ],
)
def test_a_question_tells_the_type_of_what_answers_it(question: str, kind: NameType | None) -> None:
    assert asked_type(question) is kind


def test_a_name_is_learned_where_its_questions_agree(tmp_path: Path) -> None:
    context = "The quay of Aahus was built by Bo Berg. People say that Bo Berg was from Stokk."
    asked = [("Who built it?", "Bo Berg"), ("Where is it?", "Aahus"), ("Who is from there?", "Stokk")]
    rows = [
        {"question": question, "context": context, "title": "", "answers": [name]} for question, name in asked
    ]
    rows.append({"question": "Where was he from?", "context": context, "title": "", "answers": ["Stokk"]})
    for dataset in DATASETS:
        write(tmp_path / "reading" / f"train-{dataset}.jsonl.gz", rows if dataset == "qamr" else [])
    found = {name: (kind, around) for (name, around), kind in examples(tmp_path)}
    assert {name: kind for name, (kind, _) in found.items()} == {
        "Bo Berg": NameType.PERSON,
        "Aahus": NameType.PLACE,
    }
    assert len(found["Bo Berg"][1]) == 2


def test_articles_tell_by_what_surely_stands_beside_a_name(tmp_path: Path) -> None:
    text = "Mr Berg sang. Then Mr Berg left. They met in Aahus, and in Aahus they stayed. Mr Lind sang once."
    write(tmp_path / "attribution/train.jsonl.gz", [{"text": text}])
    write(tmp_path / "news/articles.jsonl.gz", [{"text": "Nobody came."}])
    assert supervised_distantly(tmp_path) == [
        (("Aahus", []), NameType.PLACE),
        (("Berg", []), NameType.PERSON),
    ]
