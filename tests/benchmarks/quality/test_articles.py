from pathlib import Path

import pytest

from benchmarks.quality.articles import IF_GIVEN, SAMPLE_QUESTIONS, news, samples, speed
from qa.assistant import THRESHOLD
from qa.evaluation import load_questions
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
        "Who won the cup?": {"Ann": THRESHOLD / 2},
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
    part = news(bench_of(data, {"When did the boat go?": {"Monday": THRESHOLD / 2}}))
    figures = figures_of(part)
    assert figures["gold, verbatim: answer in the first quote"] == 0.0
    assert figures["gold, verbatim: answer in the first quote" + IF_GIVEN] == 1.0


def test_the_samples_are_asked_the_questions_of_the_tests(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, {"Who is the author of the essay?": {"the": 0.9}})
    part = samples(bench)
    asked = load_questions(SAMPLE_QUESTIONS)
    assert [one.id for one in part.judged] == [question.id for question in asked]
    answerable = sum(question.has_answer for question in asked)
    assert len(part.misses) == answerable
    assert figures_of(part)["answer in the first quote"] == 0.0
    assert isinstance(bench.reader, FakeReader)
    assert all(hits for _, hits in bench.reader.read_hits)


def test_times_are_of_warm_answers(data: Path) -> None:
    rows = [NEWS_QUESTIONS[0] | {"id": str(number)} for number in range(9)]
    write(data, "news/questions", rows)
    bench = bench_of(data)
    part = speed(bench)
    assert isinstance(bench.reader, FakeReader)
    assert len(bench.reader.read_hits) == 9 and part.about.startswith("4 answers over 2 articles")
    median, high = (figure.value for figure in part.figures)
    assert median and high and 0 < median <= high < 60_000
