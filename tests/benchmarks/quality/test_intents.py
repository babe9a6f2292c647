from pathlib import Path

from benchmarks.quality.intents import intents
from tests.benchmarks.quality.fakes import bench_of, figures_of, write


def rows(*questions: str) -> list[dict[str, str]]:
    return [{"id": str(n), "title": str(n), "question": question} for n, question in enumerate(questions)]


def test_requests_and_mistaken_facts_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "reading/dev-xquad", rows("Who bought the mill?", "Who is Bo Berg?"))
    write(tmp_path, "news/questions", rows("When was the mill sold?"))
    write(tmp_path, "reading/train-squad2", rows("Give me a timeline", "Who won?"))
    part = intents(bench_of(tmp_path))
    figures = figures_of(part)
    assert (figures["requests right"] or 0) > 0.85
    assert (figures["requests right: summary"] or 0) > 0.85
    assert figures["xquad: questions taken for another"] == 0.5
    assert figures["xquad: facts taken for another"] == 0
    assert figures["news: questions taken for another"] == 0
    assert {one.right for one in part.judged} == {True, False}
