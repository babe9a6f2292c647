"""A scripted server that speaks the OpenAI chat protocol, streamed (SSE) and whole."""

import json
from typing import Any

from qa.language_model.settings import ModelSettings
from tests.servers.scripted import Asked, Reply, Script, ScriptedHandler, ScriptedServer


class OpenAIServer(ScriptedServer):
    """A server of POST /v1/chat/completions."""

    def __init__(self, script: Script) -> None:
        super().__init__(script, _Handler)

    @property
    def url(self) -> str:
        """What QA_MODEL_URL is to be."""
        return f"{self.address}/v1"

    def settings(self, **changes: Any) -> ModelSettings:
        """Return settings of a model of this server."""
        return ModelSettings(**{"provider": "openai", "model": "scripted", "url": self.url, **changes})


class _Handler(ScriptedHandler):
    def reply_to(self, asked: Asked, reply: Reply) -> None:
        if reply.body is not None:
            self.send_whole(reply.status, reply.body, reply.headers)
        elif asked.path != "/v1/chat/completions":
            self.send_whole(404, b'{"error": {"message": "no such path"}}', {})
        elif reply.status != 200:
            error = {"error": {"message": "scripted"} if reply.error is None else reply.error}
            self.send_whole(reply.status, json.dumps(error).encode(), reply.headers)
        elif asked.body.get("stream"):
            self._stream(asked, reply)
        else:
            self._whole(reply)

    def _stream(self, asked: Asked, reply: Reply) -> None:
        self.begin_stream("text/event-stream", reply.headers)
        for thought in reply.thoughts:
            self._send({"content": "", "reasoning_content": thought})
        for number, piece in enumerate(reply.pieces):
            if number == reply.cut_after:
                return self.cut(reply)
            self.wait_for_piece(reply)
            self._send({"role": "assistant", "content": piece} if not number else {"content": piece})
        if reply.cut_after is not None:
            return self.cut(reply)
        if reply.error is not None:
            return self._event({"error": reply.error})
        if reply.finish:
            self._send({}, reply.finish)
        if reply.usage and asked.body.get("stream_options", {}).get("include_usage"):
            self._event(_chunk([], usage=_usage(reply.usage)))
        self.send_part(b"data: [DONE]\n\n")
        return self.send_part(b"")

    def _send(self, delta: dict[str, Any], finish: str | None = None) -> None:
        self._event(_chunk([{"index": 0, "delta": delta, "finish_reason": finish}]))

    def _event(self, event: dict[str, Any]) -> None:
        self.send_part(b"data: %s\n\n" % json.dumps(event).encode())

    def _whole(self, reply: Reply) -> None:
        message = {"role": "assistant", "content": "".join(reply.pieces)}
        choice = {"index": 0, "message": message, "finish_reason": reply.finish or None}
        told = {"usage": _usage(reply.usage)} if reply.usage else {}
        whole = {**_chunk([choice]), "object": "chat.completion", **told}
        self.send_whole(200, json.dumps(whole).encode(), reply.headers)


def _chunk(choices: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    named = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
    return {**named, "choices": choices, **more}


def _usage(tokens: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
