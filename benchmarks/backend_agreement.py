"""Agreement of answers between compute backends: the shipped one, and PyTorch with the same weights.

    python -m benchmarks.backend_agreement DATA [--every N]

Every question is answered twice: by ONNX Runtime, as the program does, and by PyTorch with its own kernels,
held to the instructions of AVX2, as a processor without AVX-512 and VNNI computes. Every answer is given, so
that the confidence of each is compared. DATA is the folder of the public data for measuring.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from benchmarks.command_line import data_parser
from benchmarks.data import require
from benchmarks.quality import articles
from benchmarks.quality.bench import ANSWER_ALWAYS, Bench
from benchmarks.quality.report import to_text
from benchmarks.quality.results import Measured, Part
from index.embedding.processor import reading_precision
from index.embedding.runtime import Floats, Integers, OnnxSession
from qa.assistant import Assistant
from qa.evaluation import Evaluation, Question, load_questions
from qa.evaluation.figures import mean
from qa.reader import Reader
from qa.reader.model import ReaderModel

READING = "reading/dev-xquad"
MAX_QUESTIONS = 500
"""Number of questions of that set, at most."""

OTHER_KERNELS = {
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_ENABLE_INSTRUCTIONS": "AVX2",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""Environment variables that hold PyTorch to AVX2, which it reads when it is loaded."""

MIN_EQUAL = 0.995
"""Share of questions with an equal first quote, at least."""

MAX_DIFFERENCE = 0.02
"""Difference of confidence, at most."""


class TorchSession(OnnxSession):
    """The reader's network, computed by PyTorch with the weights of the shipped file."""

    def __init__(self, file: Path) -> None:
        from index.embedding.packaged_model import packaged_folder
        from training.network import ReaderNetwork
        from training.onnx_weights import dequantized_weights

        self._network = ReaderNetwork(packaged_folder(), attention="eager").eval()
        self._network.load_state_dict(dequantized_weights(file))

    def run(self, inputs: dict[str, Integers]) -> list[Floats]:
        """Return the network's outputs, in their order."""
        import torch

        with torch.inference_mode():
            made = self._network(**{name: torch.from_numpy(value) for name, value in inputs.items()})
        return [output.numpy() for output in made]


class TorchReaderModel(ReaderModel):
    """The shipped reader, computed by PyTorch."""

    @cached_property
    def _session(self) -> OnnxSession:
        return TorchSession(self.file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where the answers are further apart than they may be."""
    parser = data_parser("backend_agreement", __doc__)
    parser.add_argument("--every", type=int, default=1, help="ask one of so many questions only")
    given = parser.parse_args(arguments)
    require(given.data, [READING])
    os.environ.update(OTHER_KERNELS)
    shipped, other = _readers()
    parts = [*agreements(_bench(given.data, shipped, given.every), other)]
    print(reading_precision(), to_text(parts), sep="\n\n")
    return int(any(figure.met is False for part in parts for figure in part.figures))


def agreements(bench: Bench, other: Reader) -> Iterator[Part]:
    """Yield for each set how far the answers of the bench's reader and of another agree."""
    samples = articles.SAMPLES
    for name, path in (("samples", articles.SAMPLE_QUESTIONS), ("strangers", articles.STRANGERS)):
        with bench.assistant(samples) as assistant:
            yield _compared(name, bench, bench.sampled(load_questions(path)), assistant, other)
    every = bench.rows(READING)
    asked = every[:: max(1, len(every) // MAX_QUESTIONS)][:MAX_QUESTIONS]
    contexts = {row["context_id"]: row for row in asked}
    library = [{"id": name, "title": row["title"], "text": row["context"]} for name, row in contexts.items()]
    questions = [
        Question(row["id"], row["question"], tuple(row["answers"]), articles=(row["context_id"],))
        for row in bench.sampled_rows(asked)
    ]
    with bench.assistant(library) as assistant:
        yield _compared(f"{READING}, of its own context", bench, questions, assistant, other)


def _compared(
    name: str, bench: Bench, questions: Sequence[Question], assistant: Assistant, other: Reader
) -> Part:
    shipped = bench.ask(questions, assistant)
    again = bench.ask(questions, Assistant(assistant.library, other, threshold=ANSWER_ALWAYS))
    return Part(name, f"{name}: {shipped.asked} questions", figures(shipped, again))


def figures(shipped: Evaluation, again: Evaluation) -> tuple[Measured, ...]:
    """Return how far two runs of the same questions agree, and how long each took for a question."""
    replies = [
        (one.reply, two.reply)
        for one, two in zip(shipped.outcomes, again.outcomes, strict=True)
        if one.reply and two.reply
    ]
    equal = mean([float(one.quotes[:1] == two.quotes[:1]) for one, two in replies])
    apart = max((abs(one.confidence - two.confidence) for one, two in replies), default=None)
    return (
        Measured("equal first quotes", equal, at_least=MIN_EQUAL),
        Measured("largest difference of confidence", apart, at_most=MAX_DIFFERENCE, form="{:.6f}"),
        Measured("a question, ms", mean([1000 * one.seconds for one, _ in replies]), form="{:.0f}"),
        Measured(
            "a question by PyTorch, ms", mean([1000 * two.seconds for _, two in replies]), form="{:.0f}"
        ),
    )


def _bench(data: Path, reader: Reader, every: int) -> Bench:
    from qa.defaults import default_embedder

    return Bench(data, default_embedder(), reader, every)


def _readers() -> tuple[Reader, Reader]:
    from qa.reader import SpanReader

    return SpanReader(), SpanReader(TorchReaderModel())


if __name__ == "__main__":
    raise SystemExit(main())
