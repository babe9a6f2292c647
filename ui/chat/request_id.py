"""The id of the request for which a function of the page is being called."""

from typing import Any

from ui.serving.request_log import REQUEST_ID


def current_request_id() -> str:
    """Return the id, "" outside of a request."""
    from gradio.context import LocalContext

    request: Any = LocalContext.request.get(None)
    scope = getattr(getattr(request, "request", None), "scope", None) or {}
    return str(scope.get(REQUEST_ID, ""))
