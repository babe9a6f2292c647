"""What becomes of a reader's question: it is asked, shown and kept. Knows nothing of gradio."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.errors import ArticleQAError
from index.listing import listing
from index.sources import sources
from ui.chat.client_state import ClientState
from ui.chat.history import ChatHistory
from ui.chat.turn import take_turn
from ui.engine import Engine
from ui.render.conversation import conversation, empty_start_page, start_page
from ui.render.filter_panel import Narrowed, article_choices, filter_bar, filter_form
from ui.render.sources_panel import citations_panel, sources_panel
from ui.render.turns import Turn, last_answered
from ui.samples import sample_articles

NOT_KEPT = "This answer could not be kept with your conversations. {} You can go on asking."

FOUND_AT_ONCE = 8
"""Articles to choose from, shown for the words of a title."""

_log = logging.getLogger(__name__)


class Pending:
    """A question that is being answered; a new conversation, or Stop, takes it away from its session."""

    def __init__(self, question: str) -> None:
        self.question = question


@dataclass(slots=True)
class Session:
    """What the server remembers of a page while it is open; all of it can be found again without.

    Attributes:
        owner, conversation: whose turns are here, and of which conversation.
        turns: as they are on the page.
        pending: the question being answered.
        narrowed: what the reader chose while it was; None if nothing.
    """

    owner: str = ""
    conversation: str = ""
    turns: tuple[Turn, ...] = ()
    pending: Pending | None = None
    narrowed: Narrowed | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What changes on the page; None leaves a part as it is.

    Attributes:
        visit: what the page is to remember.
        talk, sources, aside, narrow, earlier: HTML of the conversation, the sources panel, the line above
            the box, what opens to narrow a question, and the list of conversations.
        box: what stands in the box to ask in.
        export: Markdown for the reader to save.
        warning: a line that is shown for a moment.
    """

    visit: ClientState | None = None
    talk: str | None = None
    box: str | None = None
    sources: str | None = None
    aside: str | None = None
    narrow: str | None = None
    earlier: str | None = None
    export: str | None = None
    warning: str = ""


class ChatController:
    """Where readers' questions are taken. One for all of them; nothing of theirs is kept on it."""

    def __init__(self, assistant: Engine, examples: Sequence[str], threshold: float) -> None:
        """Answer with `assistant`; `examples` are questions to start from.

        `threshold` is the confidence from which the assistant answers: it is told where it refused.
        """
        self.library = assistant.library
        self.history = ChatHistory(assistant.library)
        self._assistant = assistant
        self._examples = examples
        self._threshold = threshold

    def ask(self, typed: str, visit: ClientState, session: Session) -> Iterator[Change]:
        """Ask what was typed and keep the turn: first a change that says so, then the reply.

        Nothing changes for a blank question, nor while another one is being answered; a reply to a
        conversation that was left in the meantime is dropped.
        """
        question = typed.strip()
        if not question or session.pending:
            yield Change()
            return
        mine = session.pending = Pending(question)
        try:
            yield from self._answer(question, visit, session, mine)
        except ArticleQAError as error:
            yield Change(talk=conversation(session.turns), box=question, warning=str(error))
        finally:
            if session.pending is mine:
                session.pending = None

    def _answer(self, question: str, visit: ClientState, session: Session, mine: Pending) -> Iterator[Change]:
        turns, session.narrowed = self.turns(visit, session), None
        editing = visit.editing and bool(turns)
        before = turns[:-1] if editing else turns
        yield Change(talk=conversation(before, question), box="")
        turn = take_turn(self._assistant, question, before, visit.narrowed, self._threshold)
        if session.pending is not mine:
            yield Change()
            return
        name, kept, warning = self._keep(visit, before, turn, replacing=editing)
        session.conversation, session.turns, session.pending = name, kept, None
        answered = turn.answer is not None and turn.answer.answered
        narrowed = visit.narrowed if session.narrowed is None else session.narrowed
        after = replace(visit, conversation=name, narrowed=narrowed, editing=False)
        yield Change(
            visit=after,
            talk=conversation(session.turns),
            sources=citations_panel(turn, len(session.turns)) if answered else None,
            aside=filter_bar(after.narrowed, editing=False) if visit.editing else None,
            warning=warning,
        )

    def ask_again(self, action: Mapping[str, Any], visit: ClientState, session: Session) -> Iterator[Change]:
        """Ask the last question once more in its own place, or a question that stood on the page."""
        if action.get("ask") != "again":
            yield from self.ask(str(action.get("question") or ""), visit, session)
        elif turns := self.turns(visit, session):
            yield from self.ask(turns[-1].question, replace(visit, editing=True), session)

    def turns(self, visit: ClientState, session: Session) -> tuple[Turn, ...]:
        """Return the conversation on the page, from the record where this server has not seen it yet."""
        if (session.owner, session.conversation) != (visit.owner, visit.conversation):
            session.turns = self.history.turns(visit.owner, visit.conversation)
            session.owner, session.conversation = visit.owner, visit.conversation
        return session.turns

    def _keep(
        self, visit: ClientState, before: Sequence[Turn], turn: Turn, *, replacing: bool
    ) -> tuple[str, tuple[Turn, ...], str]:
        """Keep a turn; return the conversation's id and turns, and what to say where it was not kept."""
        try:
            if not replacing:
                return *self.history.put(visit.owner, visit.conversation, before, turn), ""
            self.history.replace_last(visit.owner, visit.conversation, before, turn)
        except ArticleQAError as error:
            _log.exception("A turn of a conversation could not be kept.")
            return visit.conversation, (*before, turn), NOT_KEPT.format(error)
        return visit.conversation, (*before, turn), ""

    def shown(self, visit: ClientState, turns: Sequence[Turn]) -> Change:
        """Return the page with a conversation on it, opened at its last answer's first quote."""
        last = last_answered(turns)
        return replace(
            self.narrowed(visit),
            talk=conversation(turns) if turns else self._start(),
            sources=citations_panel(turns[last - 1], last) if last else sources_panel(),
        )

    def narrowed(self, visit: ClientState) -> Change:
        """Return the page with what its questions are narrowed to."""
        known = sources(self.library.record)
        return Change(
            visit=visit,
            aside=filter_bar(visit.narrowed, editing=visit.editing),
            narrow=filter_form(visit.narrowed, known),
        )

    def matching(self, narrowed: Narrowed, words: str) -> Change:
        """Return the articles to choose from for words of their titles."""
        found = listing(self.library.record, words, limit=FOUND_AT_ONCE)
        listed = article_choices(found.entries, found.total, words)
        return Change(narrow=filter_form(narrowed, sources(self.library.record), listed))

    def _start(self) -> str:
        count = self.library.record.counts()[0]
        if not count:
            return empty_start_page(samples=sample_articles() is not None)
        return start_page(count, sources(self.library.record), self._examples)
