"""Pages for the tests of what is mended in them before trafilatura reads them."""

from lxml.html import HtmlElement, document_fromstring

from index.loaders import web_page

ABOVE = (
    "The council of Tarn met on Thursday to talk about the trees along the river, the school bus and the "
    "budget for the coming year, and adjourned late at night."
)
BELOW = (
    "Residents who had come to listen were allowed to speak for two minutes each, and eleven of them did so "
    "before the vote was taken by a show of hands."
)


def shown(body: str, head: str = "", language: str = "en") -> str:
    """Return the text of an article that has this between two paragraphs, one line a paragraph."""
    page = (
        f'<html lang="{language}"><head><title>Tarn</title>{head}</head><body><main><article><h1>Tarn</h1>'
        f"<p>{ABOVE}</p>{body}<p>{BELOW}</p></article></main></body></html>"
    )
    text = web_page.read(page.encode(), "tarn.html", "tarn").text
    assert ABOVE in text
    assert BELOW in text
    lines = [line for line in text.splitlines() if line and line not in {"Tarn", ABOVE, BELOW}]
    return "\n".join(lines)


def parsed(body: str) -> HtmlElement:
    """Parse a page's body."""
    return document_fromstring(f"<html><body>{body}</body></html>").find("body")
