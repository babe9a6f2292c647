import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer

import pytest

from benchmarks.writer.small_model_server import Handler, SmallModel, chat_text
from qa.language_model import Message, ModelSettings, open_model

SAID = ["Bo ", "Berg ", "[1]."]


class ScriptedModel(SmallModel):
    def __init__(self) -> None:
        self.prompts: list[tuple[str, int]] = []

    def count(self, text: str) -> int:
        return len(text.split())

    def generate(self, prompt: str, most_tokens: int, take: Callable[[str], bool]) -> None:
        self.prompts.append((prompt, most_tokens))
        for piece in SAID:
            take(piece)


def test_messages_are_put_in_the_models_own_form() -> None:
    text = chat_text([{"role": "system", "content": "Answer."}, {"role": "user", "content": "Who?"}])
    assert text == (
        "<|im_start|>system\nAnswer.<|im_end|>\n<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\n"
    )


@pytest.mark.parametrize(("most_tokens", "truncated"), [(50, False), (3, True)])
def test_our_own_client_reads_what_it_streams(most_tokens: int, truncated: bool) -> None:
    model = ScriptedModel()
    handler = type("OfScript", (Handler,), {"model": model})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        written = open_model(ModelSettings("openai", "small", url)).generate(
            [Message("user", "Who?")], most_tokens
        )
        assert list(written) == SAID
        server.shutdown()
    assert model.prompts == [(chat_text([{"role": "user", "content": "Who?"}]), most_tokens)]
    assert written.is_truncated is truncated
    assert (written.usage.completion_tokens, written.usage.estimated) == (3, False)
