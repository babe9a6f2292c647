from pathlib import Path

from index.embedding.packaged_embedder import PackagedEmbedder
from qa.intents.intent_head import IntentHead
from tests.fakes import WordEmbedder
from training.intents.__main__ import write
from training.intents.examples import LABELS, Example


def test_a_head_that_is_written_tells_what_it_was_fitted_on(
    tmp_path: Path, embedder: PackagedEmbedder
) -> None:
    examples = [Example(f"{label} please, number {n}", label, label) for label in LABELS for n in range(4)]
    write(examples, tmp_path / "head.npz")
    head = IntentHead.load(tmp_path / "head.npz")
    assert head.labels == LABELS
    assert head.fingerprint == embedder.fingerprint
    for asked_by in (embedder, WordEmbedder()):
        for label in LABELS:
            probabilities = head.probabilities(f"{label} please", asked_by)
            assert max(probabilities, key=probabilities.__getitem__) == label
            assert abs(sum(probabilities.values()) - 1) < 1e-5
