import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from index.passages import MAX_PASSAGE_LENGTH, sentences
from tests.training import facts
from training import examples as examples_module
from training.datasets import HELD_OUT_EVERY, TITLED, Row, held_out_titles, rows
from training.example import Example
from training.examples import EPOCHS_PER_DATASET, answer_span, examples
from training.hard_negatives.entity_swap import entities

SEED = 1


@pytest.fixture(scope="module")
def known(long_data: Path) -> dict[str, Row]:
    """Every row by its question."""
    files = [rows(long_data, f"train-{kind}") for kind in EPOCHS_PER_DATASET]
    found = {row["question"]: row for file in files for row in file}
    assert len(found) == sum(map(len, files)), "two rows ask the same"
    return found


@pytest.fixture(scope="module", autouse=True)
def as_they_are() -> Iterator[None]:
    """Leave questions and passages as they are, so that each is known by its words."""
    with pytest.MonkeyPatch.context() as patch:
        for share in ("MISSPELLING_SHARE", "ENTITY_REPLACEMENT_SHARE", "DISTRACTOR_SHARE"):
            patch.setattr(examples_module, share, 0.0)
        yield


@pytest.fixture(scope="module")
def made(long_data: Path) -> list[Example]:
    return examples(long_data, SEED)


def row(question: str, context: str, answers: list[str], starts: list[int] | None = None) -> Row:
    made = {"id": question, "question": question, "title": "", "context": context, "answers": answers}
    return made | ({"answer_starts": starts} if starts is not None else {})


def answer(example: Example) -> str:
    assert example.answer is not None
    return example.passage[slice(*example.answer)]


def test_the_answer_of_an_example_is_one_that_was_accepted(
    made: list[Example], known: dict[str, Row]
) -> None:
    with_answer = [example for example in made if example.answer]
    assert len(with_answer) > 500
    for example in with_answer:
        assert answer(example) in known[example.question]["answers"]
        assert example.passage in known[example.question]["context"]


def test_a_negative_holds_none_of_the_answers(made: list[Example], known: dict[str, Row]) -> None:
    negatives = [example for example in made if not example.answer]
    asked = [example for example in negatives if example.question in known]
    assert len(asked) > 300
    for example in asked:
        assert example.passage.strip()
        accepted = known[example.question]["answers"]
        assert not any(text.casefold() in example.passage.casefold() for text in accepted)


def test_what_nobody_asked_names_something_of_the_passage_and_has_no_answer(
    made: list[Example], known: dict[str, Row]
) -> None:
    exchanged = [example for example in made if example.question not in known]
    assert len(exchanged) > 50
    for example in exchanged:
        assert example.answer is None
        assert any(name in example.passage for name in entities(example.question))


def test_there_is_every_kind_of_negative(made: list[Example], known: dict[str, Row]) -> None:
    contexts = {row["context"] for row in known.values()}
    kinds = Counter(
        _kind(example, known[example.question], contexts) for example in made if example.question in known
    )
    assert kinds["mistaken"] == 0
    assert min(kinds[kind] for kind in ("unanswerable", "sentence left out", "another subject")) > 50
    assert kinds["distractor"] > 20
    assert kinds["answered"] > len(made) / 2


def _kind(example: Example, asked: Row, contexts: Collection[str]) -> str:
    if example.answer:
        return "answered"
    if not asked["answers"]:
        return "unanswerable"
    # A passage without its answering sentence is no slice of the context any more.
    if all(example.passage[slice(*place)] in asked["context"] for place in sentences(example.passage)):
        return "sentence left out"
    if not any(example.passage in context for context in contexts):
        return "distractor"
    return "mistaken" if _town(example.question) in example.passage else "another subject"


def _town(question: str) -> str:
    return [word for word in question.strip("?").split() if word.istitle()][-1]


def test_a_question_is_read_as_often_as_its_kind_says(long_data: Path, made: list[Example]) -> None:
    read = Counter(example.question for example in made if example.answer)
    for kind, draws in EPOCHS_PER_DATASET.items():
        file = rows(long_data, f"train-{kind}")
        if kind == "squad2":
            held = held_out_titles(file)
            file = [row for row in file if row["title"] not in held]
        times = [read[row["question"]] for row in file if row["answers"]]
        assert all(int(draws) <= count <= int(draws) + 1 for count in times), kind
        assert sum(times) == pytest.approx(draws * len(times), abs=1), kind


def test_the_same_seed_gives_the_same_list(long_data: Path, made: list[Example]) -> None:
    assert examples(long_data, SEED) == made
    assert examples(long_data, SEED + 1) != made


def test_what_is_held_back_is_never_read_whatever_the_seed(long_data: Path, made: list[Example]) -> None:
    squad = rows(long_data, "train-squad2")
    made = [*made, *examples(long_data, SEED + 1)]
    titles = {row["title"] for row in squad}
    held = held_out_titles(squad)
    assert held < titles
    assert len(held) == len(titles) // HELD_OUT_EVERY
    contexts = {row["context"] for row in squad if row["title"] in held}
    towns = {_town(row["question"]) for row in squad if row["title"] in held}
    assert len(contexts) == len(towns) == facts.TOWNS_OF_REGION * len(held)
    for example in made:
        assert example.title not in held
        assert not any(town in example.question or town in example.passage for town in towns)


def test_some_questions_have_letters_wrong_and_nothing_else_changes(
    long_data: Path, made: list[Example], known: dict[str, Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples_module, "MISSPELLING_SHARE", 0.25)
    misspelt = examples(long_data, SEED)
    words = {word for example in made for word in example.question.split()}
    wrong = [example for example in misspelt if set(example.question.split()) - words]
    assert 0.12 < len(wrong) / len(misspelt) < 0.3
    assert len(misspelt) == pytest.approx(len(made), rel=0.1)
    contexts = {row["context"] for row in known.values()}
    assert all(any(example.passage in context for context in contexts) for example in wrong if example.answer)


def test_the_title_stands_there_half_of_the_time_where_it_is_an_articles(
    made: list[Example], known: dict[str, Row]
) -> None:
    titles = {row["title"] for kind in TITLED for row in known.values() if kind in row["id"]}
    asked = [example for example in made if example.question in known]
    shown = Counter(
        example.title in titles for example in asked if known[example.question]["title"] in titles
    )
    assert 0.4 < shown[True] / shown.total() < 0.6
    assert {example.title for example in made} <= titles | {""}


def test_a_passage_is_whole_sentences_and_no_longer_than_the_index_makes_them(
    made: list[Example], known: dict[str, Row]
) -> None:
    for example in made:
        # A distractor may be longer than the sentence in whose place it stands.
        assert len(example.passage) <= MAX_PASSAGE_LENGTH + 20
        if example.answer:
            assert len(example.passage) <= MAX_PASSAGE_LENGTH
            context = known[example.question]["context"]
            spans = sentences(context)
            start = context.index(example.passage)
            assert start in {first for first, _ in spans}
            assert start + len(example.passage) in {last for _, last in spans}


def test_the_answer_stands_anywhere_in_the_passage(made: list[Example]) -> None:
    places = [example.answer[0] / len(example.passage) for example in made if example.answer]
    assert min(places) < 0.2
    assert max(places) > 0.8


def test_a_sentence_longer_than_a_passage_is_kept_whole(tmp_path: Path) -> None:
    long = "The mill was built by Ada Lind and " + "stands among the old oaks and " * 40 + "is empty."
    context = f"It rained. {long} It snowed."
    asked = row("Who built the mill?", context, ["Ada Lind"], [context.index("Ada")])
    made = examples(facts.write(tmp_path, {"train-qed": [asked]}), SEED)
    assert {answer(example) for example in made if example.answer} == {"Ada Lind"}
    assert all(long in example.passage for example in made if example.answer)


def test_a_passage_that_says_the_answer_twice_makes_no_negative(tmp_path: Path) -> None:
    context = "Ada Lind built the mill. The town had asked for it. " + "Nobody lives near. " * 10
    once = row("Who built the mill?", context, ["Ada Lind"], [0])
    twice = row("Who opened the mill?", context + "Later ADA LIND opened the mill.", ["Ada Lind"], [0])
    files = {"train-squadshifts_amazon_reviews": [once, twice] * 200}
    made = examples(facts.write(tmp_path, files), SEED)
    assert {example.question for example in made if not example.answer} == {"Who built the mill?"}


@pytest.mark.parametrize(
    ("kind", "taken"),
    [("squadshifts_new_wiki", {"1972", "the spring of 1972"}), ("policyqa", {"the spring of 1972"})],
)
def test_where_several_people_answered_each_is_heard(tmp_path: Path, kind: str, taken: set[str]) -> None:
    context = "The keeper left in the spring of 1972."
    asked = row("When did he leave?", context, ["1972", "the spring of 1972"], [33, 19])
    made = examples(facts.write(tmp_path, {f"train-{kind}": [asked] * 20}), SEED)
    assert {answer(example) for example in made if example.answer} == taken


def test_the_answer_most_people_gave_is_taken() -> None:
    context = "The keeper Tilda Moberg left in the spring of 1972."
    asked = row("Who left?", context, ["The keeper Tilda Moberg", "Tilda Moberg", "Tilda Moberg"])
    assert answer_span(asked) == (11, 23)


def test_of_answers_given_as_often_the_longest_is_taken() -> None:
    context = "The keeper left in the spring of 1972."
    asked = row("When did he leave?", context, ["1972", "the spring of 1972"], [33, 19])
    assert answer_span(asked) == (19, 37)


def test_a_start_that_was_given_is_kept() -> None:
    context = "Ann met Ann."
    assert answer_span(row("Who was met?", context, ["Ann"], [8])) == (8, 11)


def test_a_false_start_is_corrected() -> None:
    assert answer_span(row("Who came?", "Then Ann came.", ["Ann"], [9])) == (5, 8)


def test_an_answer_in_other_case_is_found() -> None:
    assert answer_span(row("who came", "Then Ann came.", ["ann"])) == (5, 8)


@pytest.mark.parametrize("answers", [["Bob"], [""], []])
def test_an_answer_that_does_not_stand_there_has_no_place(answers: list[str]) -> None:
    assert answer_span(row("Who came?", "Then Ann came.", answers)) is None


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_places_the_one_near_the_questions_words_is_taken(turned: bool) -> None:
    away = "In 1931 the bakery on Mill Lane sold its first cinnamon buns. "
    near = "The bridge over the river was opened by the mayor in 1931. "
    idle = "Nothing else is known of that part of the town. " * 8
    context = near + idle + away if turned else away + idle + near
    place = answer_span(row("When was the bridge over the river opened?", context, ["1931"]))
    assert place is not None
    assert context[slice(*place)] == "1931"
    assert abs(place[0] - context.index("bridge")) < 80


@pytest.mark.parametrize(
    ("context", "text"),
    [("In 2010 a storm sank 10 boats.", "10"), ("Each spring Ea comes to teach.", "Ea")],
)
def test_an_answer_is_no_part_of_a_word(context: str, text: str) -> None:
    place = answer_span(row("How many boats sank?", context, [text]))
    assert place is not None
    assert re.search(rf"\b{text}\b", context).span() == place  # type: ignore[union-attr]


def test_some_have_other_names_and_some_stand_beside_a_lookalike(
    long_data: Path, made: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples_module, "ENTITY_REPLACEMENT_SHARE", 0.4)
    renamed = examples(long_data, SEED)
    known = {example.passage for example in made}
    assert 0.3 < sum(example.passage not in known for example in renamed) / len(renamed) < 0.5
    monkeypatch.setattr(examples_module, "ENTITY_REPLACEMENT_SHARE", 0.0)
    monkeypatch.setattr(examples_module, "DISTRACTOR_SHARE", 1.0)
    beside = [example for example in examples(long_data, SEED) if example.answer]
    contexts = {row["context"] for kind in EPOCHS_PER_DATASET for row in rows(long_data, f"train-{kind}")}
    assert sum(not any(example.passage in context for context in contexts) for example in beside) > 50
    assert all(answer(example).strip() for example in beside)
