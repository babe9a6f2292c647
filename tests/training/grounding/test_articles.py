import gzip
import json
import random
from pathlib import Path

import pytest

from training.grounding.articles import SourceText, article_examples, read_texts

SENTENCES = (
    "The old harbour bridge of Aahus was closed on Friday, said the mayor.",
    "Bo Berg, the mayor of Aahus, announced that 12 ferries will sail to Havnia.",
    "He said that most of the sailors were paid 340 crowns a month in 2019.",
    "The company reportedly lost more than half of its boats near Turku.",
    "Ada Lind was not told of the plan before the vote in the council of Turku.",
    "Some of the boats may return to Havnia when the winter ends in March.",
)
TEXT = SourceText("The harbour bridge of Aahus is closed by its mayor", SENTENCES)


def test_articles_are_read_as_sentences(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"title": "Ferries", "text": "The ferry\nsank. Nobody drowned."}) + "\n")
    assert read_texts([file]) == [SourceText("Ferries", ("The ferry sank.", "Nobody drowned."))]


@pytest.mark.parametrize("seed", range(12))
def test_every_example_tells_what_of_it_is_unsupported(seed: int) -> None:
    made = list(article_examples([TEXT] * 6, 4, random.Random(seed)))
    assert made
    assert {one.supported for one in made} == {0, 1}
    for one in made:
        assert one.claim
        assert one.evidence
        if one.supported:
            assert one.unsupported == ()
        else:
            assert one.unsupported is None or all(0 <= a < b <= len(one.claim) for a, b in one.unsupported)


def test_claims_alone_tell_little() -> None:
    made = list(article_examples([TEXT] * 400, 2, random.Random(0)))
    swapped = [one for one in made if one.kind in {"name", "number", "date", "negation", "antonym", "role"}]
    assert len(swapped) > 200
    right = sum(one.supported for one in swapped) / len(swapped)
    assert 0.4 < right < 0.65


def test_a_text_of_no_sentence_makes_no_claim() -> None:
    assert list(article_examples([SourceText("", ())], 2, random.Random(0))) == []
