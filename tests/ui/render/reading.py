"""How the tests read HTML: strictly, and without its tags."""

import html
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, AnswerKind, Citation, Disagreement, Section
from qa.attribution import Speaker
from qa.reader import Reading
from ui.render.turns import ChatTurn

HOSTILE = (
    "<script>steal()</script> <img src=x onerror=steal()> ![x](https://evil.example/x.png) "
    "[click](javascript:steal()) </textarea></p></article> <style>*{display:none}</style> "
    "www.evil.example http://evil.example me@evil.example $$\\href{javascript:steal()}{x}$$ \\(x\\) "
    '`code` **bold** {{constructor}} ${steal()} &lt;b&gt; &#60;i&#62; " onclick="steal()" \'single\''
)
VOID = {"input", "br"}
texts = st.text() | st.text(st.sampled_from("ab <>&;#\"'`*_[]()!$\\\r\n\t .0é“\u2028\u200f😀"), max_size=60)


class Reader(HTMLParser):
    """Reads HTML strictly: keeps tags, attributes and text, and fails on a tag not closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(str(source))  # A slice of Markup is Markup, and would escape what it is joined with.
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def every(self, name: str) -> list[str]:
        return [value or "" for attribute, value in self.attributes if attribute == name]


def without_tags(source: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", source))


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_nothing_is_markup(source: str, allowed: set[str]) -> Reader:
    """Check that HTML has only these tags, and no attribute that runs or loads anything."""
    read = Reader(source)
    assert read.tags <= allowed
    names = {name for name, _ in read.attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "style", "srcset"}
    assert all(link.startswith(("#", "https://", "http://")) for link in read.every("href"))
    return read


def hostile_turns() -> list[ChatTurn]:
    article = Article(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, date(2024, 1, 2), "javascript:steal()")
    citation = Citation(1, article, 20, len(HOSTILE), (23, 29), (0, 10), Speaker(HOSTILE, 0, 8))
    clash = Disagreement(HOSTILE, (citation,))
    hit = Hit(article, 0, len(HOSTILE), 1.0)
    left = (Reading(article, 0, len(HOSTILE), 0.1),)
    answer = Answer(
        HOSTILE, HOSTILE + "?", HOSTILE, 0.9, (citation,), (clash,), (hit,), HOSTILE, not_quoted=left
    )
    apart = replace(answer, statement="", sections=(Section(HOSTILE, (citation,)),))
    no = Answer(HOSTILE, HOSTILE, HOSTILE, 0.1, hits=(hit,))
    return [
        ChatTurn(HOSTILE, answer, filter_labels=(HOSTILE,)),
        *(
            ChatTurn(HOSTILE, replace(apart, kind=kind))
            for kind in AnswerKind
            if kind is not AnswerKind.CONVERSATION
        ),
        ChatTurn(HOSTILE, no),
        ChatTurn(HOSTILE, problem=HOSTILE),
    ]
