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
        """Forget what readers before kept in the browser of an address; run a script before the page's."""
        kept = {"origin": url.rstrip("/"), "storageTypes": "local_storage"}
        self._tools.send("Storage.clearDataForOrigin", kept)
        self.page.mouse.move(0, 0)
        self._tools.send("Page.setBypassCSP", {"enabled": bypass_csp})
        script = self._tools.send("Page.addScriptToEvaluateOnNewDocument", {"source": at_first})
        self._script = script["identifier"]
        return self.page

    def end(self) -> None:
        """Leave the page with nothing kept in the tab, and close what was opened from it."""
        for page in self._context.pages:
            if page is not self.page:
                page.close()
        if self.page.is_closed():
            self._open()
        elif self._script:
            self._tools.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": self._script})
            self._script = ""
            # What the page still hears from its server it would keep.
            self.page.evaluate("Storage.prototype.setItem = () => {}; sessionStorage.clear()")
            self.page.goto("about:blank")
