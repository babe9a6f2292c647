"""Reading rows about invented towns, in the files that the reader is trained on and judged by."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from training.datasets import Row
from training.examples import EPOCHS_PER_DATASET

TOWNS_OF_REGION = 3
REGIONS = {
    "train-squad2": 10,
    "train-squadshifts_new_wiki": 3,
    "train-squadshifts_reddit": 2,
    "train-squadshifts_amazon_reviews": 1,
    "train-policyqa": 2,
    "train-qed": 2,
    "train-qamr": 1,
    "dev-xquad": 2,
}
WITHOUT_STARTS = {"train-squad2", "train-qed", "train-qamr"}

_BEGINNINGS = ("Varn", "Osel", "Mirk", "Tolv", "Grun", "Hest", "Pell", "Quar", "Rand", "Skov", "Ulv", "Drom")
_ENDINGS = ("holm", "by", "mouth", "stad", "wick", "fell")
_FIRST = ("Ada", "Bo", "Cleo", "Dag", "Elke", "Finn", "Greta", "Hugo", "Ines", "Jory", "Kaia", "Lars")
_LAST = ("Aske", "Brun", "Corv", "Dahle", "Esk", "Foss", "Gade", "Holt", "Iver", "Juhl", "Krag", "Lind")
_TOWNS = [a + b for b, a in product(_ENDINGS, _BEGINNINGS)]
_PEOPLE = [f"{a} {b}" for a, b in product(_FIRST, _LAST)]


def write(data: Path, files: Mapping[str, Sequence[Row]]) -> Path:
    """Write `reading/` with these files, and every other one empty."""
    (data / "reading").mkdir(parents=True, exist_ok=True)
    for name in (*(f"train-{kind}" for kind in EPOCHS_PER_DATASET), "dev-xquad"):
        with gzip.open(data / "reading" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in files.get(name, ()))
    return data


def all_rows(*, padding: int = 0) -> dict[str, list[Row]]:
    """Make the rows of every file; every town has its own, with so many idle sentences around its facts."""
    town = 0
    files: dict[str, list[Row]] = {}
    for name, regions in REGIONS.items():
        files[name] = []
        for region in range(regions):
            title = f"Towns of {name.partition('-')[2]} shire {region}" if name != "train-qamr" else ""
            for number in range(town, town + TOWNS_OF_REGION):
                files[name] += _of_town(name, title, number, padding)
            town += TOWNS_OF_REGION
    return files


def _of_town(name: str, title: str, number: int, padding: int) -> Iterator[Row]:
    town, founder, designer = _TOWNS[number], _PEOPLE[number], _PEOPLE[-1 - number]
    year, height = 1500 + 7 * number, f"{20 + number} metres"
    context = " ".join(
        [
            *_idle(padding, town),
            f"{town} was founded in {year} by {founder}.",
            f"The tower of {town} is {height} high and was designed by {designer}.",
            f"The fair of the town draws {5000 + 37 * number} visitors every spring.",
            "The ferry to the islands does not run in winter.",
            *_idle(padding, town),
        ]
    )
    asked = [
        (f"Who founded {town}?", [founder, founder, founder.split()[1]]),
        (f"In what year was {town} founded?", [str(year)]),
        (f"How high is the tower of {town}?", [height, f"{height} high"]),
        (f"Who designed the tower of {town}?", [designer]),
    ]
    if name == "train-squad2":
        asked += [(f"Who burnt down the tower of {town}?", []), (f"When was the fair of {town} shut?", [])]
    for place, (question, answers) in enumerate(asked):
        row: Row = {"id": f"{name}/{number}-{place}", "question": question, "context_id": f"{name}/{number}"}
        row |= {"title": title, "context": context, "answers": answers}
        if name not in WITHOUT_STARTS:
            row["answer_starts"] = [context.index(answer) for answer in answers]
        yield row


def _idle(sentences: int, town: str) -> Iterator[str]:
    for number in range(sentences):
        yield f"House {900 + number} stands behind an orchard, and nobody in {town} knows who painted it."
