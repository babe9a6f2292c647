import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index.embedding.packaged_model import packaged_folder
from tests.training.followups import conversations
from training.followups.examples import (
    IGNORED,
    REPEATS,
    Rewrite,
    batches,
    conversation_of,
    epoch,
    is_learnt_from,
    rewrites,
    tensors,
    term_example,
    turns_of,
)

ONE = Rewrite(
    "cast",
    "2019_1",
    (("Who built the mill?", "Ada Lind built it."),),
    "Where did she live?",
    "Where did Ada Lind live?",
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def labelled(tokenizer: Tokenizer, question: str, rewrite: str) -> dict[str, float]:
    example = term_example(tokenizer, question, ONE, rewrite)
    return {word.word: example.labels[word.piece] for word in example.input.words}


def test_the_words_that_a_person_added_are_the_positives(tokenizer: Tokenizer) -> None:
    labels = labelled(tokenizer, ONE.question, ONE.rewrite)
    assert {word for word, label in labels.items() if label == 1} == {"ada", "lind"}
    assert {word for word, label in labels.items() if label == 0} == {"built", "mill"}
    assert labels["the"] == labels["it"] == IGNORED


def test_a_word_that_the_question_has_is_no_candidate(tokenizer: Tokenizer) -> None:
    assert labelled(tokenizer, "Did Lind live there?", ONE.rewrite)["lind"] == IGNORED


def test_a_complete_question_needs_nothing(tokenizer: Tokenizer) -> None:
    assert term_example(tokenizer, ONE.question, ONE, ONE.rewrite).needs_completion == 1
    whole = term_example(tokenizer, ONE.rewrite, ONE, ONE.rewrite)
    assert whole.needs_completion == 0
    assert 1 not in whole.labels


def test_a_set_is_read_without_its_first_questions(tmp_path: Path) -> None:
    conversations.write(tmp_path)
    for name in REPEATS:
        found = rewrites(tmp_path, name)
        assert len(found) == 16
        assert len({one.conversation for one in found}) == 16
    with pytest.raises(SystemExit, match="absent"):
        rewrites(tmp_path, "others")


def test_both_forms_of_a_history_are_turns() -> None:
    assert turns_of(["Ada Lind", "Life", "Who?", "She."]) == [("Ada Lind", "Life"), ("Who?", "She.")]
    assert turns_of([["Who?", "She."]]) == [("Who?", "She.")]
    assert turns_of([]) == []


@pytest.mark.parametrize(
    ("dataset", "name", "conversation"),
    [("rewrites", "C_1_q2", "C_1"), ("cast", "2019_58_2", "2019_58"), ("mtrag", "ab<::>7", "ab")],
)
def test_a_conversation_is_learnt_from_whole(dataset: str, name: str, conversation: str) -> None:
    assert conversation_of(dataset, name) == conversation


def test_about_half_is_kept_to_judge_by_and_a_sixth_of_the_largest_set() -> None:
    for dataset, least, most in (("cast", 0.4, 0.6), ("mtrag", 0.4, 0.6), ("rewrites", 0.75, 0.9)):
        share = sum(is_learnt_from(dataset, f"c{number}") for number in range(600)) / 600
        assert least < share < most


def test_an_epoch_has_every_question_and_some_complete_ones(tokenizer: Tokenizer, tmp_path: Path) -> None:
    learnt = rewrites(conversations.write(tmp_path), "cast")
    made = list(epoch(tokenizer, learnt, random.Random(1)))
    assert sum(one.needs_completion for one in made) == REPEATS["cast"] * len(learnt)
    assert len(made) > REPEATS["cast"] * len(learnt)


def test_batches_hold_every_example_once_padded_to_one_length(tokenizer: Tokenizer, tmp_path: Path) -> None:
    learnt = rewrites(conversations.write(tmp_path), "mtrag")
    made = list(epoch(tokenizer, learnt, random.Random(1)))
    cut = batches(made, 4, random.Random(1))
    assert sorted(map(id, made)) == sorted(id(one) for batch in cut for one in batch)
    inputs, labels, needs = tensors(cut[0])
    assert inputs["input_ids"].shape == labels.shape
    assert len(needs) == len(cut[0])
    assert bool((labels[inputs["attention_mask"] == 0] == IGNORED).all())
