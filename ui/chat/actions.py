"""The actions of a user besides asking: each click in the page is one, by name, with a few parameters.

An action comes from a browser and may be anything; one that makes no sense changes nothing.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from index.errors import ArticleQAError
from index.feedback import Opinion
from index.filters import SearchFilter
from index.loaders import find_files
from ui.chat.chat_controller import ChatController, PageUpdate, Session
from ui.chat.client_state import ClientState, day
from ui.render.conversation import conversation, conversation_list
from ui.render.exports import as_markdown
from ui.render.response import LONGEST_REMARK
from ui.render.sources_panel import citations_panel, passage_panel
from ui.render.turns import ChatTurn
from ui.samples import sample_articles

LONGEST_WORDS = 200
"""Characters of a title that are looked for."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Click:
    """An action with its parameters, and the page it was sent from."""

    controller: ChatController
    action: Mapping[str, Any]
    state: ClientState
    session: Session

    @property
    def turns(self) -> tuple[ChatTurn, ...]:
        """The turns of the conversation on the page."""
        return self.controller.turns(self.state, self.session)

    def page(self, turns: Sequence[ChatTurn] = (), **changes: Any) -> PageUpdate:
        """Return the page with a conversation, its client state changed."""
        return self.controller.shown(replace(self.state, **changes), turns)

    def search_in(self, filters: SearchFilter) -> PageUpdate:
        """Return the page with another search filter."""
        self.session.filters = filters
        return self.controller.filtered(replace(self.state, filters=filters))


def dispatch(
    controller: ChatController, action: Mapping[str, Any], state: ClientState, session: Session
) -> PageUpdate:
    """Return what changes on the page for an action."""
    try:
        handler = HANDLERS.get(action.get("act", ""))
        return handler(_Click(controller, action, state, session)) if handler else PageUpdate()
    except ArticleQAError as error:
        return PageUpdate(warning=str(error))
    except (LookupError, TypeError, ValueError):
        _log.warning("A page asked for something that is not there: %r", action.get("act"))
        return PageUpdate()


def _new(click: _Click) -> PageUpdate:
    click.session.turns, click.session.pending = (), None
    return replace(click.page(conversation="", editing=False), box="")


def _stop(click: _Click) -> PageUpdate:
    if not (pending := click.session.pending):
        return PageUpdate()
    if pending.draft is not None:
        # Its answer comes at once, of what was checked until now.
        pending.is_stopped = True
        return PageUpdate()
    question, click.session.pending = click.session.pending.question, None
    return replace(click.page(click.turns), box=question)


def _edit(click: _Click) -> PageUpdate:
    if not (turns := click.turns):
        return PageUpdate()
    return replace(click.controller.filtered(replace(click.state, editing=True)), box=turns[-1].question)


def _look(click: _Click) -> PageUpdate:
    # Articles may have been added or removed since. What the user chose is left as it stands: whoever comes
    # from an article to ask about it brings that along.
    asked = click.turns or click.session.pending
    now = click.controller.filtered(click.state) if asked else click.page()
    return PageUpdate(conversation=now.conversation, filter_form=now.filter_form)


def _leave(click: _Click) -> PageUpdate:
    return replace(click.controller.filtered(replace(click.state, editing=False)), box="")


def _judge(click: _Click) -> PageUpdate:
    before, liked = click.turns[int(click.action["turn"]) - 1].opinion, click.action["liked"] == "yes"
    taken_back = before is not None and before.liked == liked
    return _judged(click, None if taken_back else Opinion(liked, "", datetime.now(UTC)))


def _remark(click: _Click) -> PageUpdate:
    remark = str(click.action["remark"]).strip()[:LONGEST_REMARK]
    return _judged(click, Opinion(click.action["liked"] == "yes", remark, datetime.now(UTC)))


def _judged(click: _Click, opinion: Opinion | None) -> PageUpdate:
    number, turns = int(click.action["turn"]), click.turns
    click.controller.history.judge(click.state.owner, click.state.conversation, number, opinion)
    judged = replace(turns[number - 1], opinion=opinion)
    click.session.turns = (*turns[: number - 1], judged, *turns[number:])
    pending = click.session.pending
    return PageUpdate(conversation=conversation(click.session.turns, pending.question if pending else None))


def _export(click: _Click) -> PageUpdate:
    turns = click.turns
    return PageUpdate(export=as_markdown(turns)) if turns else PageUpdate(warning="Nothing was asked yet.")


def _earlier(click: _Click) -> PageUpdate:
    listed = click.controller.history.summaries(click.state.owner)
    return PageUpdate(conversation_list=conversation_list(listed, click.state.conversation))


def _open(click: _Click) -> PageUpdate:
    click.session.pending = None
    opened = replace(click.state, conversation=str(click.action["conversation"]), editing=False)
    return click.controller.shown(opened, click.controller.turns(opened, click.session))


def _forget(click: _Click) -> PageUpdate:
    click.controller.history.forget(click.state.owner, str(click.action["conversation"]))
    return _forgotten(click, gone=click.action["conversation"] == click.state.conversation)


def _forget_all(click: _Click) -> PageUpdate:
    click.controller.history.forget_all(click.state.owner)
    return _forgotten(click, gone=True)


def _forgotten(click: _Click, *, gone: bool) -> PageUpdate:
    if not gone:
        return _earlier(click)
    anew = replace(click, state=replace(click.state, conversation="", editing=False))
    return replace(anew.page(), conversation_list=_earlier(anew).conversation_list)


def _cite(click: _Click) -> PageUpdate:
    number, n = int(click.action["turn"]), int(click.action["n"])
    pending = click.session.pending
    turn = pending.turn if pending and pending.number == number else click.turns[number - 1]
    return PageUpdate(sources_panel=citations_panel(turn, number, n))


def _found(click: _Click) -> PageUpdate:
    article = click.controller.library.record.article(str(click.action["found"]))
    start, end = int(click.action["start"]), int(click.action["end"])
    return PageUpdate(sources_panel=passage_panel(article, start, end))


def _samples(click: _Click) -> PageUpdate:
    folder = sample_articles()
    *_, added = ((), *click.controller.writer.add(find_files(folder) if folder else ()))
    problems = [f"{source.name}: {problem}" for source in added for problem in source.problems]
    return replace(click.page(click.turns), warning="; ".join(problems))


def _find(click: _Click) -> PageUpdate:
    return click.controller.matching(click.state.filters, str(click.action["find"])[:LONGEST_WORDS])


def _about(click: _Click) -> PageUpdate:
    article = click.controller.library.record.article(str(click.action["article"]))
    # A source or days that were chosen for other articles could exclude it.
    return click.search_in(SearchFilter(articles=(article.id,)))


def _also(click: _Click) -> PageUpdate:
    added = str(click.action["article"])
    others = (one for one in click.state.filters.articles if one != added)
    return click.search_in(
        replace(click.state.filters, articles=(*others, click.controller.library.record.article(added).id))
    )


def _remove_filter(click: _Click) -> PageUpdate:
    filters, (kind, _, name) = click.state.filters, str(click.action["part"]).partition(":")
    return click.search_in(
        SearchFilter(
            sources=tuple(one for one in filters.sources if kind != "source" or one != name),
            since=None if kind == "since" else filters.since,
            until=None if kind == "until" else filters.until,
            articles=tuple(one for one in filters.articles if kind != "article" or one != name),
        )
    )


def _filter(click: _Click) -> PageUpdate:
    filters, source = click.state.filters, str(click.action.get("source") or "")
    since, until = day(click.action.get("since")), day(click.action.get("until"))
    if since and until and since > until:
        return PageUpdate(warning="The first day is after the last: no article can be of such days.")
    chosen = (source,) if source and source not in filters.sources else ()
    return click.search_in(replace(filters, sources=(*filters.sources, *chosen), since=since, until=until))


def _write(click: _Click) -> PageUpdate:
    click.session.written = click.action["written"] == "yes"
    return PageUpdate(state=replace(click.state, written=click.session.written))


HANDLERS: Mapping[str, Callable[[_Click], PageUpdate]] = {
    "new": _new,
    "stop": _stop,
    "edit": _edit,
    "look": _look,
    "leave": _leave,
    "judge": _judge,
    "remark": _remark,
    "export": _export,
    "earlier": _earlier,
    "open": _open,
    "forget": _forget,
    "forget-all": _forget_all,
    "cite": _cite,
    "found": _found,
    "samples": _samples,
    "find": _find,
    "about": _about,
    "also": _also,
    "remove-filter": _remove_filter,
    "filter": _filter,
    "write": _write,
}
"""The function of each action, by the name that the page sends."""
