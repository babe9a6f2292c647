"""A scripted server that speaks Ollama's own protocol: POST /api/chat, a JSON a line."""

import json
from typing import Any

from qa.language_model.settings import ModelSettings
from tests.servers.scripted import Asked, Reply, Script, ScriptedHandler, ScriptedServer


class OllamaServer(ScriptedServer):
    """A server of POST /api/chat. What an error says is `Reply.error`, a text."""

    def __init__(self, script: Script) -> None:
        super().__init__(script, _Handler)

    @property
    def url(self) -> str:
        """What QA_MODEL_URL is to be."""
        return self.address

    def settings(self, **changes: Any) -> ModelSettings:
        """Return settings of a model of this server."""
        return ModelSettings(**{"provider": "ollama", "model": "scripted", "url": self.url, **changes})


class _Handler(ScriptedHandler):
    def reply_to(self, asked: Asked, reply: Reply) -> None:
        if reply.body is not None:
            self.send_whole(reply.status, reply.body, reply.headers)
        elif reply.status != 200:
            self.send_whole(reply.status, json.dumps({"error": reply.error}).encode(), reply.headers)
        else:
            self._stream(reply)

    def _stream(self, reply: Reply) -> None:
        self.begin_stream("application/x-ndjson", reply.headers)
        for number, piece in enumerate(reply.pieces):
            if number == reply.cut_after:
                return self.cut(reply)
            self.wait_for_piece(reply)
            self._line({"message": {"role": "assistant", "content": piece}, "done": False})
        if reply.cut_after is not None:
            return self.cut(reply)
        if reply.error is not None:
            return self._line({"error": reply.error})
        told = dict(zip(("prompt_eval_count", "eval_count"), reply.usage, strict=True)) if reply.usage else {}
        ending = {"done_reason": reply.finish, **told} if reply.finish else told
        self._line({"message": {"role": "assistant", "content": ""}, "done": True, **ending})
        return self.send_part(b"")

    def _line(self, line: dict[str, Any]) -> None:
        self.send_part(
            json.dumps({"model": "scripted", "created_at": "2026-01-01T00:00:00Z", **line}).encode() + b"\n"
        )
