"""What watches one chat server: its observed engine, readiness, metrics and logs, and their middleware."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from qa.engine import Engine
from ui.serving.draining import Activity, Draining, wait_until_idle
from ui.serving.json_log import QuestionLog
from ui.serving.metrics import metrics_if_installed
from ui.serving.observed_engine import ObservedEngine
from ui.serving.probes import Probes
from ui.serving.readiness import Readiness
from ui.serving.request_log import RequestLog
from ui.serving.settings import ServingSettings
from ui.serving.trusted_proxies import TrustedProxies

if TYPE_CHECKING:
    from starlette.middleware import Middleware

_log = logging.getLogger(__name__)


class Monitor:
    """Watches one server, and stops it gracefully."""

    def __init__(
        self, engine: Engine, settings: ServingSettings, current_request: Callable[[], str] = lambda: ""
    ) -> None:
        """Watch `engine` being asked; `current_request` returns the id of the request being served."""
        self.settings = settings
        self._metrics = metrics_if_installed()
        observers = [self._metrics.observe] if self._metrics else []
        if settings.json_log:
            observers.append(QuestionLog(with_questions=settings.logs_questions).observe)
        self.engine = ObservedEngine(engine, observers, current_request)
        self._readiness = Readiness(engine.library)
        self._activity = Activity(self._readiness)

    def middleware(self) -> "list[Middleware]":
        """Return what stands before the guard and the sign-in, outermost first."""
        from starlette.middleware import Middleware

        settings = self.settings
        return [
            Middleware(
                Probes,
                readiness=self._readiness,
                metrics=self._metrics,
                running=lambda: self.engine.running,
                token=settings.metrics_token,
            ),
            Middleware(TrustedProxies, trusted=settings.trusted_proxies, marks_visits=settings.behind_proxy),
            Middleware(RequestLog, logged=settings.json_log),
            Middleware(Draining, activity=self._activity),
        ]

    def drain(self) -> None:
        """Take no new question; wait for those that are being answered, for as long as the settings say."""
        self._readiness.stopping = True
        if not wait_until_idle(self._is_busy, self.settings.stop_seconds):
            _log.warning("Stopped with %d unfinished answers (QA_STOP_SECONDS).", self.engine.running)

    def _is_busy(self) -> bool:
        return bool(self.engine.running or self._activity.requests)
