"""Actions of a reader besides asking: each click in the page is one, by name, with a few parameters.

An action comes from a browser and may be anything; one that makes no sense changes nothing.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from index import ingest
from index.errors import ArticleNotFound, ArticleQAError
from index.feedback import Opinion
from index.loaders import find_files, load_file
from ui.chat.chat_controller import Change, ChatController, Session
from ui.chat.client_state import ClientState, day
from ui.render.conversation import conversation, conversation_list
from ui.render.exports import as_markdown
from ui.render.filter_panel import Narrowed
from ui.render.response import LONGEST_REMARK
from ui.render.sources_panel import article_panel, citations_panel, passage_panel, problem_panel
from ui.samples import sample_articles

LONGEST_WORDS = 200
"""Characters of a title that are looked for."""

ASTRAY = (
    "This link leads to no place in these articles: {}. Ask whoever gave it to you, or search for the words."
)

_log = logging.getLogger(__name__)

Action = Mapping[str, Any]


def dispatch(controller: ChatController, action: Action, visit: ClientState, session: Session) -> Change:
    """Return what changes on the page for a action."""
    try:
        return (
            _about_the_question(controller, action, visit, session)
            or _about_the_answer(controller, action, visit, session)
            or _about_earlier_ones(controller, action, visit, session)
            or _about_the_sources(controller, action, visit, session)
            or _about_the_filter(controller, action, visit, session)
            or Change()
        )
    except ArticleQAError as error:
        return Change(warning=str(error))
    except (LookupError, TypeError, ValueError):
        _log.warning("A page asked for something that is not there: %r", action.get("act"))
        return Change()


def arrive(controller: ChatController, query: str, visit: ClientState, session: Session) -> Change:
    """Return the page as it is opened or reloaded; `query` is that of its address (?article=…)."""
    visit = replace(visit, editing=False)
    try:
        change = controller.shown(visit, controller.turns(visit, session))
    except ArticleQAError as error:
        anew = replace(visit, conversation="")
        change = replace(controller.shown(anew, ()), warning=str(error))
    link = parse_qs(query.lstrip("?")[:4000])
    if "article" not in link:
        return change
    return replace(
        change, sources=_linked(controller, link["article"][0], link.get("start"), link.get("end"))
    )


def _linked(
    controller: ChatController, article_id: str, start: list[str] | None, end: list[str] | None
) -> str:
    """Return the panel for a link to an article, or to a place in it."""
    try:
        article = controller.library.record.article(article_id)
        if not start and not end:
            return article_panel(article)
        first, last = int((start or [""])[0]), int((end or [""])[0])
    except ArticleNotFound:
        return problem_panel(ASTRAY.format("the article is not in this library"))
    except ValueError:
        return problem_panel(ASTRAY.format("its start and end are not both numbers"))
    if not 0 <= first < last <= len(article.text):
        return problem_panel(ASTRAY.format("the article is shorter, or was edited since"))
    return passage_panel(article, first, last, linked=True)


def _about_the_question(
    controller: ChatController, action: Action, visit: ClientState, session: Session
) -> Change | None:
    turns = controller.turns(visit, session)
    match action.get("act"):
        case "new":
            session.turns, session.pending = (), None
            anew = replace(visit, conversation="", editing=False)
            return replace(controller.shown(anew, ()), box="")
        case "stop" if session.pending:
            question, session.pending = session.pending.question, None
            return replace(controller.shown(visit, turns), box=question)
        case "edit" if turns:
            return replace(controller.narrowed(replace(visit, editing=True)), box=turns[-1].question)
        case "look":
            # Articles may have been added or removed since. What the reader chose is left as it stands:
            # whoever comes from an article to ask about it brings that along.
            now = controller.narrowed(visit) if turns or session.pending else controller.shown(visit, ())
            return Change(talk=now.talk, narrow=now.narrow)
        case "leave":
            return replace(controller.narrowed(replace(visit, editing=False)), box="")
    return None


def _about_the_answer(
    controller: ChatController, action: Action, visit: ClientState, session: Session
) -> Change | None:
    turns, now = controller.turns(visit, session), datetime.now(UTC)
    match action.get("act"):
        case "judge":
            before, liked = turns[int(action["turn"]) - 1].opinion, action["liked"] == "yes"
            taken_back = before is not None and before.liked == liked
            return _judged(
                controller, action, visit, session, None if taken_back else Opinion(liked, "", now)
            )
        case "remark":
            remark = str(action["remark"]).strip()[:LONGEST_REMARK]
            return _judged(controller, action, visit, session, Opinion(action["liked"] == "yes", remark, now))
        case "export":
            return Change(export=as_markdown(turns)) if turns else Change(warning="Nothing was asked yet.")
    return None


def _judged(
    controller: ChatController, action: Action, visit: ClientState, session: Session, opinion: Opinion | None
) -> Change:
    number, turns = int(action["turn"]), session.turns
    controller.history.judge(visit.owner, visit.conversation, number, opinion)
    judged = replace(turns[number - 1], opinion=opinion)
    session.turns = (*turns[: number - 1], judged, *turns[number:])
    return Change(talk=conversation(session.turns))


def _about_earlier_ones(
    controller: ChatController, action: Action, visit: ClientState, session: Session
) -> Change | None:
    anew = replace(visit, conversation="", editing=False)
    match action.get("act"):
        case "earlier":
            return Change(earlier=_earlier(controller, visit))
        case "open":
            session.pending = None
            opened = replace(anew, conversation=str(action["conversation"]))
            return controller.shown(opened, controller.turns(opened, session))
        case "forget":
            controller.history.forget(visit.owner, str(action["conversation"]))
            gone = action["conversation"] == visit.conversation
        case "forget-all":
            controller.history.forget_all(visit.owner)
            gone = True
        case _:
            return None
    change = controller.shown(anew, ()) if gone else Change()
    return replace(change, earlier=_earlier(controller, anew if gone else visit))


def _earlier(controller: ChatController, visit: ClientState) -> str:
    return conversation_list(controller.history.headings(visit.owner), visit.conversation)


def _about_the_sources(
    controller: ChatController, action: Action, visit: ClientState, session: Session
) -> Change | None:
    match action.get("act"):
        case "cite":
            number, n = int(action["turn"]), int(action["n"])
            return Change(sources=citations_panel(controller.turns(visit, session)[number - 1], number, n))
        case "found":
            article = controller.library.record.article(str(action["found"]))
            return Change(sources=passage_panel(article, int(action["start"]), int(action["end"])))
        case "samples" if folder := sample_articles():
            found = (article for file in find_files(folder) for article in load_file(file))
            ingest.add(controller.library, found)
            return controller.shown(visit, controller.turns(visit, session))
    return None


def _about_the_filter(
    controller: ChatController, action: Action, visit: ClientState, session: Session
) -> Change | None:
    narrowed = visit.narrowed
    match action.get("act"):
        case "find":
            return controller.matching(narrowed, str(action["find"])[:LONGEST_WORDS])
        case "about" | "also":
            article = controller.library.record.article(str(action["article"]))
            others = tuple(pair for pair in narrowed.articles if pair[0] != article.id)
            others = others if action["act"] == "also" else ()
            narrowed = replace(narrowed, articles=(*others, (article.id, article.title[:200])))
        case "widen":
            narrowed = _without(narrowed, str(action["part"]))
        case "narrow":
            source, since, until = (
                str(action.get("source") or ""),
                day(action.get("since")),
                day(action.get("until")),
            )
            if since and until and since > until:
                return Change(warning="The first day is after the last: no article can be of such days.")
            chosen = (source,) if source and source not in narrowed.sources else ()
            narrowed = replace(narrowed, sources=(*narrowed.sources, *chosen), since=since, until=until)
        case _:
            return None
    session.narrowed = narrowed
    return controller.narrowed(replace(visit, narrowed=narrowed))


def _without(narrowed: Narrowed, part: str) -> Narrowed:
    kind, _, name = part.partition(":")
    return Narrowed(
        sources=tuple(one for one in narrowed.sources if kind != "source" or one != name),
        since=None if kind == "since" else narrowed.since,
        until=None if kind == "until" else narrowed.until,
        articles=tuple(pair for pair in narrowed.articles if kind != "article" or pair[0] != name),
    )
