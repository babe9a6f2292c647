"""The chat's controller: a question is asked, shown and stored. Knows nothing of gradio."""

import logging
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.errors import ArticleQAError
from index.filters import SearchFilter
from qa.engine import Engine
from ui.chat.adding import LibraryWriter
from ui.chat.client_state import ClientState
from ui.chat.examples import ExampleRequests
from ui.chat.history import ChatHistory
from ui.chat.turn import ASKED_AT_ONCE, WRITTEN_AT_ONCE, Pending, article_titles, take_turn
from ui.render.conversation import conversation, empty_start_page, start_page
from ui.render.filter_panel import article_choices, filter_bar, filter_form
from ui.render.sources_panel import citations_panel, sources_panel
from ui.render.turns import ChatTurn, last_answered
from ui.render.written import draft_in_progress
from ui.samples import sample_articles

NOT_STORED = "This answer could not be kept with your conversations. {} You can go on asking."

STILL_ANSWERING = "A question is still being answered. Ask again when its answer has come, or stop it."

FOUND_AT_ONCE = 8
"""Number of articles to choose from, shown for the words of a title."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Session:
    """Server-side state of one open page; all of it can be restored from the record.

    Attributes:
        owner, conversation: whose turns are here, and of which conversation.
        turns: as they are on the page.
        pending: the question being answered.
        filters: the search filter that the user chose while it was; None if none was chosen.
        written: whether the next answer is to be written, if the user chose meanwhile.
    """

    owner: str = ""
    conversation: str = ""
    turns: tuple[ChatTurn, ...] = ()
    pending: Pending | None = None
    filters: SearchFilter | None = None
    written: bool | None = None


@dataclass(frozen=True, slots=True)
class PageUpdate:
    """What changes on a page; None leaves a part as it is.

    Attributes:
        state: the client state that the page is to keep.
        conversation, sources_panel, filter_bar, filter_form, conversation_list: HTML of the parts of these
            names.
        writing_switch: HTML of the choice to have the next answer written.
        draft: HTML of what is written so far, in the place of the response to the last question.
        box: what stands in the box to ask in.
        export: Markdown for the user to save.
        warning: a line that is shown for a moment.
    """

    state: ClientState | None = None
    conversation: str | None = None
    box: str | None = None
    sources_panel: str | None = None
    filter_bar: str | None = None
    filter_form: str | None = None
    conversation_list: str | None = None
    writing_switch: str | None = None
    draft: str | None = None
    export: str | None = None
    warning: str = ""


class ChatController:
    """Answers the questions of all users; it holds nothing of any of them."""

    def __init__(
        self,
        assistant: Engine,
        examples: Sequence[str],
        threshold: float,
        *,
        shared: bool = False,
        model: str = "",
    ) -> None:
        """Answer with `assistant`; `examples` are requests to start from (default: made of the articles).

        `threshold` is the confidence from which the assistant answers: it is told where it refused. Where the
        chat is `shared`, only addresses of the open web are fetched. `model` names the language model that
        the assistant writes with, if it does.
        """
        self.model = model
        self.asked_at_once = WRITTEN_AT_ONCE if model else ASKED_AT_ONCE
        self.library = assistant.library
        self.writer = LibraryWriter(assistant.library, shared=shared)
        self.history = ChatHistory(assistant.library)
        self._assistant = assistant
        self._examples = examples
        self._own_examples = ExampleRequests(assistant.library)
        self._threshold = threshold

    def ask(self, typed: str, state: ClientState, session: Session) -> Iterator[PageUpdate]:
        """Ask what was typed and store the turn: an update that says so, the drafts of the reply, the reply.

        Nothing changes for a blank question, nor while another one is being answered; a reply to a
        conversation that was left in the meantime is dropped.
        """
        question = typed.strip()
        if not question or session.pending:
            yield PageUpdate()
            return
        mine = session.pending = Pending(question)
        try:
            yield from self._answer(question, state, session, mine)
        except ArticleQAError as error:
            yield PageUpdate(conversation=conversation(session.turns), box=question, warning=str(error))
        finally:
            if session.pending is mine:
                session.pending = None

    def _answer(
        self, question: str, state: ClientState, session: Session, mine: Pending
    ) -> Iterator[PageUpdate]:
        # Whoever edits the last question means the last that they see.
        turns = self.turns(state, session) if state.editing else self._latest_turns(state, session)
        session.filters, session.written, editing = None, None, state.editing and bool(turns)
        before = turns[:-1] if editing else turns
        mine.number = len(before) + 1
        yield PageUpdate(conversation=conversation(before, question), box="", draft="")
        turn = yield from self._drafts(before, state, session, mine)
        if turn is None or session.pending is not mine:
            yield PageUpdate()
            return
        name, turns, warning = self._store(state, before, turn, replacing=editing)
        session.conversation, session.turns, session.pending = name, turns, None
        answered = turn.answer is not None and turn.answer.answered
        filters = state.filters if session.filters is None else session.filters
        written = state.written if session.written is None else session.written
        after = replace(state, conversation=name, filters=filters, written=written, editing=False)
        yield PageUpdate(
            state=after,
            conversation=conversation(session.turns),
            sources_panel=citations_panel(turn, len(session.turns)) if answered else None,
            filter_bar=self._filter_bar(after) if state.editing else None,
            warning=warning,
        )

    def _drafts(
        self, before: Sequence[ChatTurn], state: ClientState, session: Session, mine: Pending
    ) -> Generator[PageUpdate, None, ChatTurn | None]:
        """Yield the drafts of an answer as they are shown; return the turn, None where it was left."""
        engine, filters, sure = self._assistant, state.filters, self._threshold

        def is_left() -> bool:
            return session.pending is not mine

        for step in take_turn(engine, mine, before, filters, sure, written=state.written, is_left=is_left):
            if isinstance(step, ChatTurn):
                return step
            yield PageUpdate(draft=draft_in_progress(step, mine.number, self.model, sure))
        return None

    def ask_again(
        self, action: Mapping[str, Any], state: ClientState, session: Session
    ) -> Iterator[PageUpdate]:
        """Ask the last question once more in its own place, or what a button asks."""
        if action.get("ask") != "again":
            yield from self._request(action, state, session)
        elif turns := self.turns(state, session):
            yield from self.ask(turns[-1].question, replace(state, editing=True), session)

    def _request(
        self, action: Mapping[str, Any], state: ClientState, session: Session
    ) -> Iterator[PageUpdate]:
        """Ask what a button asks, of one article or of all that are chosen; what stands in the box stays."""
        question, only = str(action.get("question") or "").strip(), action.get("only")
        if not question or session.pending:
            yield PageUpdate(warning=STILL_ANSWERING if session.pending else "")
            return
        try:
            allowed = SearchFilter(articles=(self.library.record.article(str(only)).id,)) if only else None
        except ArticleQAError as error:
            yield PageUpdate(warning=str(error))
            return
        state = replace(state, filters=allowed or state.filters, editing=False)
        updates = self.ask(question, state, session)
        asked, now = next(updates), self.filtered(state)
        yield replace(now, conversation=asked.conversation, draft=asked.draft, warning=asked.warning)
        yield from updates

    def turns(self, state: ClientState, session: Session) -> tuple[ChatTurn, ...]:
        """Return the conversation on the page, from the record where this server has not seen it yet."""
        if (session.owner, session.conversation) != (state.owner, state.conversation):
            session.turns = self.history.turns(state.owner, state.conversation)
            session.owner, session.conversation = state.owner, state.conversation
        return session.turns

    def _latest_turns(self, state: ClientState, session: Session) -> tuple[ChatTurn, ...]:
        """Return the conversation on the page, also where it went on elsewhere."""
        if self.history.length(state.owner, state.conversation) > len(self.turns(state, session)):
            session.conversation = ""
        return self.turns(state, session)

    def _store(
        self, state: ClientState, before: Sequence[ChatTurn], turn: ChatTurn, *, replacing: bool
    ) -> tuple[str, tuple[ChatTurn, ...], str]:
        """Store a turn; return the conversation's id and turns, and what to say where it was not stored."""
        try:
            if not replacing:
                return *self.history.put(state.owner, state.conversation, before, turn), ""
            self.history.replace_last(state.owner, state.conversation, before, turn)
        except ArticleQAError as error:
            _log.exception("A turn of a conversation could not be stored.")
            return state.conversation, (*before, turn), NOT_STORED.format(error)
        return state.conversation, (*before, turn), ""

    def shown(self, state: ClientState, turns: Sequence[ChatTurn]) -> PageUpdate:
        """Return the page with a conversation on it, opened at its last answer's first quote."""
        last = last_answered(turns)
        return replace(
            self.filtered(state),
            conversation=conversation(turns) if turns else self._start(),
            sources_panel=citations_panel(turns[last - 1], last) if last else sources_panel(),
        )

    def filtered(self, state: ClientState) -> PageUpdate:
        """Return the page with its search filter."""
        known = self.library.record.catalog.sources()
        form = filter_form(state.filters, known)
        return PageUpdate(state=state, filter_bar=self._filter_bar(state), filter_form=form)

    def matching(self, filters: SearchFilter, words: str) -> PageUpdate:
        """Return the articles to choose from for words of their titles."""
        found = self.library.record.catalog.listing(words, limit=FOUND_AT_ONCE)
        listed = article_choices(found.articles, found.total, words)
        return PageUpdate(filter_form=filter_form(filters, self.library.record.catalog.sources(), listed))

    def _filter_bar(self, state: ClientState) -> str:
        titles = article_titles(self.library.record, state.filters)
        return filter_bar(state.filters, titles, editing=state.editing)

    def _start(self) -> str:
        count = self.library.record.counts()[0]
        if not count:
            return empty_start_page(samples=sample_articles() is not None)
        examples = self._examples or self._own_examples.current()
        return start_page(count, self.library.record.catalog.sources(), examples)
