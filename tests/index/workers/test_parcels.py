"""Reading, splitting and embedding in a worker, and the account of what was stored; without Ray."""

import json
from pathlib import Path

import numpy as np
import pytest

from index.errors import UnreadableArticle
from index.identity import IngestOutcome
from index.ledger import FinishedInput
from index.preparation import hashed, with_passages
from index.storing import StoringRun
from index.workers import parcels
from index.workers.attempts import HOPELESS, Attempts
from index.workers.inputs import Input, finished, grouped, of_address, of_file
from index.workers.parcels import Parcel, embedded, known_hashes, read
from index.workers.receipts import Account, store
from tests.fakes import WordEmbedder, article
from tests.store.memory import memory_library
from tests.store.memory_ledger import MemoryLedger

NOTHING = known_hashes([])


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


def shard(folder: Path, name: str, count: int, *bad: str) -> Input:
    rows = [json.dumps({"text": f"Havnia sold boat {number} of {name}."}) for number in range(count)]
    (folder / name).write_text("\n".join([*rows, *bad]), encoding="utf-8")
    return of_file(folder / name)


def texts(made: list[Parcel]) -> list[str]:
    return [one.article.text for parcel in made for one in parcel.articles]


def read_all(inputs: list[Input], embedder: WordEmbedder, *, hopeful: bool = True) -> list[Parcel]:
    return list(read([(one, hopeful) for one in inputs], NOTHING, embedder))


def test_a_parcel_is_sealed_when_it_is_full_and_an_input_may_go_on_in_the_next(
    tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "PARCEL_PASSAGES", 3)
    inputs = [shard(tmp_path, "a.jsonl", 2), shard(tmp_path, "b.jsonl", 5)]
    made = read_all(inputs, embedder)
    assert [len(parcel.articles) for parcel in made] == [3, 3, 1]
    assert [parcel.sizes for parcel in made] == [{inputs[0].key: 2}, {}, {inputs[1].key: 5}]


def test_known_contents_are_not_split_however_many(
    tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "PARCEL_ARTICLES", 4)
    one = shard(tmp_path, "a.jsonl", 6)
    hashes = [item.content_hash for parcel in read_all([one], embedder) for item in parcel.articles]
    made = list(read([(one, True)], known_hashes(hashes[1:]), embedder))
    assert [item.passages is None for parcel in made for item in parcel.articles] == [False] + [True] * 5
    assert [len(parcel.items) for parcel in made] == [4, 2]


def test_errors_keep_their_place(tmp_path: Path, embedder: WordEmbedder) -> None:
    one = shard(tmp_path, "a.jsonl", 1, "{no json", '{"text": "Seas fell."}')
    [parcel] = read_all([one, of_file(tmp_path / "gone.txt")], embedder)
    assert [isinstance(item, UnreadableArticle) for _, item in parcel.items] == [False, True, False, True]
    assert parcel.sizes == {one.key: 3, str(tmp_path / "gone.txt"): 1}


def test_an_input_given_up_is_an_error_by_name(tmp_path: Path, embedder: WordEmbedder) -> None:
    [parcel] = read_all([shard(tmp_path, "a.jsonl", 3)], embedder, hopeful=False)
    [(_, error)] = parcel.items
    assert str(error) == f"{tmp_path}/a.jsonl: {HOPELESS}"


def test_the_same_content_is_embedded_once(embedder: WordEmbedder) -> None:
    twice = [with_passages(hashed(article("Lakes froze.", id=name)), embedder) for name in "ab"]
    made = embedded(Parcel(tuple(("x", one) for one in twice), {}), embedder)
    assert len(embedder.embedded) == 1
    first, second = (one.vectors for one in made.articles)
    assert first is not None and second is not None
    assert np.array_equal(first, second)


def test_what_was_not_split_is_not_embedded(embedder: WordEmbedder) -> None:
    known = hashed(article("Lakes froze."))
    assert embedded(Parcel((("x", known),), {}), embedder).articles == [known]


def test_groups_are_of_about_as_many_articles_in_order() -> None:
    inputs = [
        Input(name, name, None, articles) for name, articles in zip("abcde", (1, 2, 9, 1, 1), strict=True)
    ]
    assert ["".join(one.name for one in group) for group in grouped(inputs, 3)] == ["ab", "c", "de"]


def test_an_input_is_finished_while_it_is_the_same(tmp_path: Path) -> None:
    one = shard(tmp_path, "a.jsonl", 1)
    address = of_address("https://paper.example/a")
    ledger = MemoryLedger()
    assert one.fingerprint is not None
    done = FinishedInput(one.key, one.fingerprint, 1, 0, 0)
    ledger.finish([done, FinishedInput(address.key, "None", 1, 0, 0)])
    assert finished([one, address], ledger) == {one.key: done}
    changed = shard(tmp_path, "a.jsonl", 2)
    assert finished([changed, address], ledger) == {}


def test_attempts_are_counted_by_input() -> None:
    attempts = Attempts()
    assert [attempts.begin(key) for key in "aaba"] == [0, 1, 0, 2]


def test_an_input_is_entered_as_finished_once_all_of_it_is_stored_whole(
    tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "PARCEL_PASSAGES", 2)
    whole, bad = shard(tmp_path, "a.jsonl", 3), shard(tmp_path, "b.jsonl", 1, "{no json")
    copy = of_file(tmp_path / "c.jsonl")
    (tmp_path / "c.jsonl").write_text((tmp_path / "a.jsonl").read_text().splitlines()[0])
    library = memory_library(embedder)
    told: list[IngestOutcome] = []
    account = Account([whole, bad, copy], lambda outcome, _article: told.append(outcome))
    run = StoringRun(library, lambda _outcome, _article: None)
    entered = [account.enter(store(parcel, run)) for parcel in read_all([whole, bad, copy], embedder)]
    [done] = [one for finished_inputs in entered for one in finished_inputs]
    assert done == FinishedInput(whole.key, whole.fingerprint or "", 3, 0, 0)
    assert entered[0] == []
    assert [error.where for error in account.errors] == [f"{tmp_path}/b.jsonl:2"]
    assert [key for key, _ in account.copies] == [copy.key]
    assert told == [IngestOutcome.ADDED] * 4 + [IngestOutcome.UNCHANGED]


def test_receipts_may_come_in_any_order(
    tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "PARCEL_PASSAGES", 2)
    one = shard(tmp_path, "a.jsonl", 5)
    account = Account([one], lambda _outcome, _article: None)
    run = StoringRun(memory_library(embedder), lambda _outcome, _article: None)
    receipts = [store(parcel, run) for parcel in read_all([one], embedder)]
    assert [len(account.enter(receipt)) for receipt in reversed(receipts)] == [0, 0, 1]
