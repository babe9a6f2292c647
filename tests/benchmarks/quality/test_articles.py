import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.quality import articles
from benchmarks.quality.articles import (
    COLLECTIONS,
    IF_GIVEN,
    SAMPLE_QUESTIONS,
    SAMPLES,
    STRANGERS,
    collections,
    news,
    samples,
    speed,
    strangers,
)
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Part
from benchmarks.token_counting import CountingReaderModel
from index.retrieval.hybrid_search import Hit
from qa.evaluation import load_questions
from qa.reader import Reading
from qa.reader.model import ReaderModel
from qa.thresholds import ANSWER_THRESHOLD
from tests.benchmarks.quality.fakes import (
    NEWS_ARTICLES,
    NEWS_QUESTIONS,
    FakeReader,
    bench_of,
    figures_of,
    write,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write(tmp_path, "news/articles", NEWS_ARTICLES)
    write(tmp_path, "news/questions", NEWS_QUESTIONS)
    return tmp_path


def test_news_are_measured_on_gold_and_unanswerable_questions(data: Path) -> None:
    answers = {
        "When did the boat go?": {"Monday": 0.9},
        "Who sells apples?": {"Ann": 0.8},
        "Who won the cup?": {"Ann": ANSWER_THRESHOLD / 2},
    }
    part = news(bench_of(data, answers))
    figures = figures_of(part)
    assert figures["gold: article hit@1"] == figures["gold: article MRR@10"] == 1.0
    assert figures["gold, verbatim: answer in the first quote"] == 1.0
    assert figures["gold: the marked words are the answer (EM)"] == 0.5
    assert figures["answerable against unanswerable: AUROC"] == 1.0
    assert figures["wrong among the answers given, by default"] == 0.5
    assert figures["questions answered, by default"] == pytest.approx(2 / 3)
    assert [one.id for one in part.judged] == ["1", "2", "4"]
    assert [one.id for one in part.misses] == ["2"]
    assert "2 gold questions (1 whose" in part.about and "1 unanswerable" in part.about


def test_a_refusal_is_no_right_quote_but_is_told_apart(data: Path) -> None:
    part = news(bench_of(data, {"When did the boat go?": {"Monday": ANSWER_THRESHOLD / 2}}))
    figures = figures_of(part)
    assert figures["gold, verbatim: answer in the first quote"] == 0.0
    assert figures["gold, verbatim: answer in the first quote" + IF_GIVEN] == 1.0


@pytest.mark.parametrize(("measure", "file"), [(samples, SAMPLE_QUESTIONS), (strangers, STRANGERS)])
def test_the_samples_are_asked_both_sets_of_questions(
    tmp_path: Path, measure: Callable[[Bench], Part], file: Path
) -> None:
    """Who somebody is, an author, a day of publication and what somebody says are told without reading."""
    bench = replace(bench_of(tmp_path, {"Who is the author of the essay?": {"the": 0.9}}), every=4)
    part = measure(bench)
    asked = load_questions(file)[::4]
    assert [one.id for one in part.judged] == [question.id for question in asked]
    answerable = sum(question.has_answer for question in asked)
    not_read = answerable - len(part.misses)
    assert 0 < not_read < answerable / 4
    assert (figures_of(part)["answer in the first quote"] or 0.0) >= not_read / answerable
    assert isinstance(bench.reader, FakeReader)
    assert all(hits for _, hits in bench.reader.read_hits)


def test_what_answers_a_stranger_stands_in_the_samples_and_much_does_not() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    asked = load_questions(STRANGERS)
    assert all(any(answer in text for text in texts) for one in asked for answer in one.answers or ())
    assert Counter(one.has_answer for one in asked) == {True: 70, False: 43}


def test_collections_are_asked_only_of_their_own_articles(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = {"question": "Who sells apples?", "answers": ["Ann"]}
    others = [row["id"] for row in NEWS_ARTICLES]
    rows = [question | {"id": name, "articles": [name]} for name in others]
    path = data / "collections.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(articles, "COLLECTIONS", path)
    bench = bench_of(data, {"Who sells apples?": {"Ann": 0.8}})
    part = collections(bench)
    assert isinstance(bench.reader, FakeReader)
    read = [{hit.article_id for hit in hits} for _, hits in bench.reader.read_hits]
    assert read == [{name} for name in others]
    assert figures_of(part)["answer in the first quote"] == 1 / len(others)


def test_the_collections_questions_are_of_three_articles_each_and_near_misses_among_them() -> None:
    asked = load_questions(COLLECTIONS)
    assert all(len(set(question.articles or ())) == 3 for question in asked)
    of_one = Counter(question.articles for question in asked)
    missed = Counter(question.articles for question in asked if not question.has_answer)
    assert set(of_one.values()) == {14} and {missed[names] for names in of_one} == {6}


def test_times_are_of_warm_answers(data: Path) -> None:
    rows = [NEWS_QUESTIONS[0] | {"id": str(number)} for number in range(9)]
    write(data, "news/questions", rows)
    bench = bench_of(data)
    part = speed(bench)
    assert isinstance(bench.reader, FakeReader)
    assert len(bench.reader.read_hits) == 9 and part.about.startswith("4 answers over 2 articles")
    median, high = (figure.value for figure in part.figures)
    assert median and high and 0 < median <= high < 60_000


@pytest.mark.parametrize("measure", [samples, news])
def test_what_is_read_for_a_question_is_told_where_it_is_counted(
    data: Path, monkeypatch: pytest.MonkeyPatch, measure: Callable[[Bench], Part]
) -> None:
    read: list[str] = []

    def outputs(_model: ReaderModel, question: str, _title: str, _text: str) -> tuple[Any, list[Any]]:
        read.append(question)
        return SimpleNamespace(ids=[0] * 100), []

    monkeypatch.setattr(ReaderModel, "outputs", outputs)
    counted = CountingReaderModel()
    counted.outputs("Before?", "", "")

    class ReadsOnce(FakeReader):
        def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
            counted.outputs(question, "", "")
            return super().read(question, hits)

    every_tenth = replace(bench_of(data), every=10)
    part = measure(replace(every_tenth, reader=ReadsOnce(), counted=counted))
    told = figures_of(part)["tokens read for a question, mean"]
    assert len(read) > 1 and told == 100 * (len(read) - 1) / len(part.judged)
    assert "tokens read for a question, mean" not in figures_of(measure(every_tenth))
