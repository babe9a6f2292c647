"""The actions of a user besides asking: each click in the page is one, by name, with a few parameters.

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
from index.filters import SearchFilter
from index.loaders import find_files, load_file
from ui.chat.chat_controller import ChatController, PageUpdate, Session
from ui.chat.client_state import ClientState, day
from ui.render.conversation import conversation, conversation_list
from ui.render.exports import as_markdown
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


def dispatch(controller: ChatController, action: Action, state: ClientState, session: Session) -> PageUpdate:
    """Return what changes on the page for an action."""
    try:
        return (
            _about_the_question(controller, action, state, session)
            or _about_the_answer(controller, action, state, session)
            or _about_earlier_ones(controller, action, state, session)
            or _about_the_sources(controller, action, state, session)
            or _about_the_filter(controller, action, state, session)
            or PageUpdate()
        )
    except ArticleQAError as error:
        return PageUpdate(warning=str(error))
    except (LookupError, TypeError, ValueError):
        _log.warning("A page asked for something that is not there: %r", action.get("act"))
        return PageUpdate()


def arrive(controller: ChatController, query: str, state: ClientState, session: Session) -> PageUpdate:
    """Return the page as it is opened or reloaded; `query` is that of its address (?article=…)."""
    state = replace(state, editing=False)
    try:
        update = controller.shown(state, controller.turns(state, session))
    except ArticleQAError as error:
        anew = replace(state, conversation="")
        update = replace(controller.shown(anew, ()), warning=str(error))
    link = parse_qs(query.lstrip("?")[:4000])
    if "article" not in link:
        return update
    return replace(
        update, sources_panel=_linked(controller, link["article"][0], link.get("start"), link.get("end"))
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
    controller: ChatController, action: Action, state: ClientState, session: Session
) -> PageUpdate | None:
    turns = controller.turns(state, session)
    match action.get("act"):
        case "new":
            session.turns, session.pending = (), None
            anew = replace(state, conversation="", editing=False)
            return replace(controller.shown(anew, ()), box="")
        case "stop" if session.pending:
            question, session.pending = session.pending.question, None
            return replace(controller.shown(state, turns), box=question)
        case "edit" if turns:
            return replace(controller.filtered(replace(state, editing=True)), box=turns[-1].question)
        case "look":
            # Articles may have been added or removed since. What the user chose is left as it stands:
            # whoever comes from an article to ask about it brings that along.
            now = controller.filtered(state) if turns or session.pending else controller.shown(state, ())
            return PageUpdate(conversation=now.conversation, filter_form=now.filter_form)
        case "leave":
            return replace(controller.filtered(replace(state, editing=False)), box="")
    return None


def _about_the_answer(
    controller: ChatController, action: Action, state: ClientState, session: Session
) -> PageUpdate | None:
    turns, now = controller.turns(state, session), datetime.now(UTC)
    match action.get("act"):
        case "judge":
            before, liked = turns[int(action["turn"]) - 1].opinion, action["liked"] == "yes"
            taken_back = before is not None and before.liked == liked
            return _judged(
                controller, action, state, session, None if taken_back else Opinion(liked, "", now)
            )
        case "remark":
            remark = str(action["remark"]).strip()[:LONGEST_REMARK]
            return _judged(controller, action, state, session, Opinion(action["liked"] == "yes", remark, now))
        case "export":
            return (
                PageUpdate(export=as_markdown(turns))
                if turns
                else PageUpdate(warning="Nothing was asked yet.")
            )
    return None


def _judged(
    controller: ChatController, action: Action, state: ClientState, session: Session, opinion: Opinion | None
) -> PageUpdate:
    number, turns = int(action["turn"]), session.turns
    controller.history.judge(state.owner, state.conversation, number, opinion)
    judged = replace(turns[number - 1], opinion=opinion)
    session.turns = (*turns[: number - 1], judged, *turns[number:])
    return PageUpdate(conversation=conversation(session.turns))


def _about_earlier_ones(
    controller: ChatController, action: Action, state: ClientState, session: Session
) -> PageUpdate | None:
    anew = replace(state, conversation="", editing=False)
    match action.get("act"):
        case "earlier":
            return PageUpdate(conversation_list=_conversation_list(controller, state))
        case "open":
            session.pending = None
            opened = replace(anew, conversation=str(action["conversation"]))
            return controller.shown(opened, controller.turns(opened, session))
        case "forget":
            controller.history.forget(state.owner, str(action["conversation"]))
            gone = action["conversation"] == state.conversation
        case "forget-all":
            controller.history.forget_all(state.owner)
            gone = True
        case _:
            return None
    update = controller.shown(anew, ()) if gone else PageUpdate()
    return replace(update, conversation_list=_conversation_list(controller, anew if gone else state))


def _conversation_list(controller: ChatController, state: ClientState) -> str:
    return conversation_list(controller.history.summaries(state.owner), state.conversation)


def _about_the_sources(
    controller: ChatController, action: Action, state: ClientState, session: Session
) -> PageUpdate | None:
    match action.get("act"):
        case "cite":
            number, n = int(action["turn"]), int(action["n"])
            return PageUpdate(
                sources_panel=citations_panel(controller.turns(state, session)[number - 1], number, n)
            )
        case "found":
            article = controller.library.record.article(str(action["found"]))
            return PageUpdate(sources_panel=passage_panel(article, int(action["start"]), int(action["end"])))
        case "samples" if folder := sample_articles():
            found = (article for file in find_files(folder) for article in load_file(file))
            ingest.add(controller.library, found)
            return controller.shown(state, controller.turns(state, session))
    return None


def _about_the_filter(
    controller: ChatController, action: Action, state: ClientState, session: Session
) -> PageUpdate | None:
    filters = state.filters
    match action.get("act"):
        case "find":
            return controller.matching(filters, str(action["find"])[:LONGEST_WORDS])
        case "about" | "also":
            article = controller.library.record.article(str(action["article"]))
            others = tuple(one for one in filters.articles if one != article.id)
            others = others if action["act"] == "also" else ()
            filters = replace(filters, articles=(*others, article.id))
        case "remove-filter":
            filters = _without(filters, str(action["part"]))
        case "filter":
            source, since, until = (
                str(action.get("source") or ""),
                day(action.get("since")),
                day(action.get("until")),
            )
            if since and until and since > until:
                return PageUpdate(warning="The first day is after the last: no article can be of such days.")
            chosen = (source,) if source and source not in filters.sources else ()
            filters = replace(filters, sources=(*filters.sources, *chosen), since=since, until=until)
        case _:
            return None
    session.filters = filters
    return controller.filtered(replace(state, filters=filters))


def _without(filters: SearchFilter, part: str) -> SearchFilter:
    kind, _, name = part.partition(":")
    return SearchFilter(
        sources=tuple(one for one in filters.sources if kind != "source" or one != name),
        since=None if kind == "since" else filters.since,
        until=None if kind == "until" else filters.until,
        articles=tuple(one for one in filters.articles if kind != "article" or one != name),
    )
