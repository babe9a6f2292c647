"""A tab of the browser that many tests use, one after another."""

from playwright.sync_api import Browser, Page

from tests.ui.browsing import PATIENCE


class Tab:
    """A session of the browser, in the tab of which one reader after another sees the page.

    Attributes:
        page: the tab; a new one, if a test has closed the one before.
    """

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        self._context.set_default_timeout(PATIENCE)
        self._open()

    def _open(self) -> None:
        self.page = self._context.new_page()
        self._tools = self._context.new_cdp_session(self.page)
        self._tools.send("Page.enable")
        self._script = ""

    def begin(self, url: str, at_first: str, *, bypass_csp: bool) -> Page:
        """Forget what the reader before left at an address; run a script before the page's own."""
        self.page.goto(f"{url.rstrip('/')}/nothing-here")
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.mouse.move(0, 0)
        self._tools.send("Page.setBypassCSP", {"enabled": bypass_csp})
        script = self._tools.send("Page.addScriptToEvaluateOnNewDocument", {"source": at_first})
        self._script = script["identifier"]
        return self.page

    def end(self) -> None:
        """Leave the page, and close what was opened from it."""
        for page in self._context.pages:
            if page is not self.page:
                page.close()
        if self.page.is_closed():
            self._open()
        elif self._script:
            self._tools.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": self._script})
            self._script = ""
            self.page.goto("about:blank")
