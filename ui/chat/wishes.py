"""What a reader can wish for besides an answer: each click in the page is one, by name, with a few words.

A wish comes from a browser and may be anything; one that makes no sense changes nothing.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from index import sync
from index.errors import ArticleNotFound, ArticleQAError
from index.feedback import Opinion
from index.loaders import find_files, load_file
from ui.chat.desk import Change, Desk, Session
from ui.chat.visit import Visit, day
from ui.render import article_panel, place_panel, problem_panel, turn_panel
from ui.render.asides import Narrowed, earlier
from ui.render.conversation import conversation
from ui.render.copies import as_markdown
from ui.render.reply import LONGEST_REMARK
from ui.samples import sample_articles

LONGEST_WORDS = 200
"""Characters of a title that are looked for."""

ASTRAY = (
    "This link leads to no place in these articles: {}. Ask whoever gave it to you, or search for the words."
)

_log = logging.getLogger(__name__)

Wish = Mapping[str, Any]


def grant(desk: Desk, wish: Wish, visit: Visit, session: Session) -> Change:
    """Return what changes on the page for a wish."""
    try:
        return (
            _about_the_question(desk, wish, visit, session)
            or _about_the_answer(desk, wish, visit, session)
            or _about_earlier_ones(desk, wish, visit, session)
            or _about_the_sources(desk, wish, visit, session)
            or _about_the_filter(desk, wish, visit, session)
            or Change()
        )
    except ArticleQAError as error:
        return Change(warning=str(error))
    except (LookupError, TypeError, ValueError):
        _log.warning("A page asked for something that is not there: %r", wish.get("act"))
        return Change()


def arrive(desk: Desk, query: str, visit: Visit, session: Session) -> Change:
    """Return the page as it is opened or reloaded; `query` is that of its address (?article=…)."""
    visit = replace(visit, editing=False)
    try:
        change = desk.shown(visit, desk.turns(visit, session))
    except ArticleQAError as error:
        anew = replace(visit, conversation="")
        change = replace(desk.shown(anew, ()), warning=str(error))
    link = parse_qs(query.lstrip("?")[:4000])
    if "article" not in link:
        return change
    return replace(change, sources=_linked(desk, link["article"][0], link.get("start"), link.get("end")))


def _linked(desk: Desk, article_id: str, start: list[str] | None, end: list[str] | None) -> str:
    """Return the panel for a link to an article, or to a place in it."""
    try:
        article = desk.library.record.article(article_id)
        if not start and not end:
            return article_panel(article)
        first, last = int((start or [""])[0]), int((end or [""])[0])
    except ArticleNotFound:
        return problem_panel(ASTRAY.format("the article is not in this library"))
    except ValueError:
        return problem_panel(ASTRAY.format("its start and end are not both numbers"))
    if not 0 <= first < last <= len(article.text):
        return problem_panel(ASTRAY.format("the article is shorter, or was edited since"))
    return place_panel(article, first, last, linked=True)


def _about_the_question(desk: Desk, wish: Wish, visit: Visit, session: Session) -> Change | None:
    turns = desk.turns(visit, session)
    match wish.get("act"):
        case "new":
            session.turns, session.pending = (), None
            anew = replace(visit, conversation="", editing=False)
            return replace(desk.shown(anew, ()), box="")
        case "stop" if session.pending:
            question, session.pending = session.pending.question, None
            return replace(desk.shown(visit, turns), box=question)
        case "edit" if turns:
            return replace(desk.narrowed(replace(visit, editing=True)), box=turns[-1].question)
        case "look":
            # Articles may have been added or removed since. What the reader chose is left as it stands:
            # whoever comes from an article to ask about it brings that along.
            now = desk.narrowed(visit) if turns or session.pending else desk.shown(visit, ())
            return Change(talk=now.talk, narrow=now.narrow)
        case "leave":
            return replace(desk.narrowed(replace(visit, editing=False)), box="")
    return None


def _about_the_answer(desk: Desk, wish: Wish, visit: Visit, session: Session) -> Change | None:
    turns, now = desk.turns(visit, session), datetime.now(UTC)
    match wish.get("act"):
        case "judge":
            before, liked = turns[int(wish["turn"]) - 1].opinion, wish["liked"] == "yes"
            taken_back = before is not None and before.liked == liked
            return _judged(desk, wish, visit, session, None if taken_back else Opinion(liked, "", now))
        case "remark":
            remark = str(wish["remark"]).strip()[:LONGEST_REMARK]
            return _judged(desk, wish, visit, session, Opinion(wish["liked"] == "yes", remark, now))
        case "export":
            return Change(export=as_markdown(turns)) if turns else Change(warning="Nothing was asked yet.")
    return None


def _judged(desk: Desk, wish: Wish, visit: Visit, session: Session, opinion: Opinion | None) -> Change:
    number, turns = int(wish["turn"]), session.turns
    desk.notebook.judge(visit.owner, visit.conversation, number, opinion)
    judged = replace(turns[number - 1], opinion=opinion)
    session.turns = (*turns[: number - 1], judged, *turns[number:])
    return Change(talk=conversation(session.turns))


def _about_earlier_ones(desk: Desk, wish: Wish, visit: Visit, session: Session) -> Change | None:
    anew = replace(visit, conversation="", editing=False)
    match wish.get("act"):
        case "earlier":
            return Change(earlier=_earlier(desk, visit))
        case "open":
            session.pending = None
            opened = replace(anew, conversation=str(wish["conversation"]))
            return desk.shown(opened, desk.turns(opened, session))
        case "forget":
            desk.notebook.forget(visit.owner, str(wish["conversation"]))
            gone = wish["conversation"] == visit.conversation
        case "forget-all":
            desk.notebook.forget_all(visit.owner)
            gone = True
        case _:
            return None
    change = desk.shown(anew, ()) if gone else Change()
    return replace(change, earlier=_earlier(desk, anew if gone else visit))


def _earlier(desk: Desk, visit: Visit) -> str:
    return earlier(desk.notebook.headings(visit.owner), visit.conversation)


def _about_the_sources(desk: Desk, wish: Wish, visit: Visit, session: Session) -> Change | None:
    match wish.get("act"):
        case "cite":
            number, n = int(wish["turn"]), int(wish["n"])
            return Change(sources=turn_panel(desk.turns(visit, session)[number - 1], number, n))
        case "found":
            article = desk.library.record.article(str(wish["found"]))
            return Change(sources=place_panel(article, int(wish["start"]), int(wish["end"])))
        case "samples" if folder := sample_articles():
            found = (article for file in find_files(folder) for article in load_file(file))
            sync.add(desk.library, found)
            return desk.shown(visit, desk.turns(visit, session))
    return None


def _about_the_filter(desk: Desk, wish: Wish, visit: Visit, session: Session) -> Change | None:
    narrowed = visit.narrowed
    match wish.get("act"):
        case "find":
            return desk.matching(narrowed, str(wish["find"])[:LONGEST_WORDS])
        case "about" | "also":
            article = desk.library.record.article(str(wish["article"]))
            others = tuple(pair for pair in narrowed.articles if pair[0] != article.id)
            others = others if wish["act"] == "also" else ()
            narrowed = replace(narrowed, articles=(*others, (article.id, article.title[:200])))
        case "widen":
            narrowed = _without(narrowed, str(wish["part"]))
        case "narrow":
            source, since, until = (
                str(wish.get("source") or ""),
                day(wish.get("since")),
                day(wish.get("until")),
            )
            if since and until and since > until:
                return Change(warning="The first day is after the last: no article can be of such days.")
            chosen = (source,) if source and source not in narrowed.sources else ()
            narrowed = replace(narrowed, sources=(*narrowed.sources, *chosen), since=since, until=until)
        case _:
            return None
    session.narrowed = narrowed
    return desk.narrowed(replace(visit, narrowed=narrowed))


def _without(narrowed: Narrowed, part: str) -> Narrowed:
    kind, _, name = part.partition(":")
    return Narrowed(
        sources=tuple(one for one in narrowed.sources if kind != "source" or one != name),
        since=None if kind == "since" else narrowed.since,
        until=None if kind == "until" else narrowed.until,
        articles=tuple(pair for pair in narrowed.articles if kind != "article" or pair[0] != name),
    )
