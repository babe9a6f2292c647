"""What stands around the conversation: what it is narrowed to, and the list of earlier ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from index.articles import written_date
from index.conversations import Heading
from index.listing import Entry
from ui.render.text import attributes, button, element, inert, several, shorten

LONGEST_CHIP = 40
LONGEST_TITLE = 80

MOST_SOURCES = 200
"""Sources to choose from in one list."""

FIND = '<input type="search" autocomplete="off" data-find placeholder="Part of its title">'


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What questions are narrowed to. `articles` maps the id of each article to its title."""

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    articles: tuple[tuple[str, str], ...] = ()

    def labels(self) -> tuple[str, ...]:
        """Name each part of it to a reader."""
        return tuple(label for label, _ in self.parts())

    def articles_alone(self) -> tuple[str, ...]:
        """Return the ids of the articles where it is narrowed to articles, and to nothing else."""
        return () if self.sources or self.since or self.until else tuple(name for name, _ in self.articles)

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return each part's label, and what names it where it is taken away."""
        named = [(shorten(source, LONGEST_CHIP), f"source:{source}") for source in self.sources]
        named += [(f"from {written_date(self.since)}", "since")] if self.since else []
        named += [(f"until {written_date(self.until)}", "until")] if self.until else []
        named += [(f"“{shorten(title, LONGEST_CHIP)}”", f"article:{name}") for name, title in self.articles]
        return tuple(named)


def aside(narrowed: Narrowed, *, editing: bool) -> str:
    """Return the line above the box: what questions are narrowed to, and the way to narrow them."""
    chips = "".join(_chip(label, name) for label, name in narrowed.parts())
    listed = element("ul", chips, kind="aq-chips", aria_label="Only in these") if chips else ""
    opener = button("Narrow…", kind="aq-quiet", popovertarget="aq-narrow")
    return f"{_editing() if editing else ''}{listed}{opener}"


def _editing() -> str:
    leave = button("Leave it as it was", kind="aq-quiet", data_act="leave")
    return element("p", "You are editing your last question. ", leave, kind="aq-editing", role="status")


def _chip(label: str, name: str) -> str:
    shown = element("span", inert(label), dir="auto")
    remove = button("✕", data_act="widen", data_part=name, aria_label=f"Remove: {label}")
    return element("li", shown, remove, kind="aq-chip")


def narrow(narrowed: Narrowed, sources: Mapping[str, int], matches: str = "") -> str:
    """Return what opens to narrow questions; `matches` are the articles found for the words in it."""
    choices = "".join(
        element("option", f"{inert(shorten(source, LONGEST_CHIP))} ({count:,})", value=source)
        for source, count in list(sources.items())[:MOST_SOURCES]
        if source not in narrowed.sources
    )
    source = element("select", '<option value="">Any</option>', choices, name="source")
    days = _day("From", "since", narrowed.since) + _day("Until", "until", narrowed.until)
    go = element("button", "Narrow", type="submit", kind="aq-first")
    title = "Narrow your questions"
    return element(
        "div",
        element("h2", title),
        element(
            "form",
            element("label", "Source", source),
            element("div", days, kind="aq-days"),
            element("p", go, kind="aq-choices"),
            data_act="narrow",
        ),
        element("label", "Only this article", FIND),
        element("div", matches, kind="aq-matches"),
        id="aq-narrow",
        kind="aq-pop",
        popover=True,
        role="dialog",
        aria_label=title,
    )


def _day(label: str, name: str, day: date | None) -> str:
    written = attributes(name=name, value=day.isoformat() if day else "")
    return element("label", f'{label}<input type="date"{written}>')


def matches(entries: Sequence[Entry], total: int, words: str) -> str:
    """Return the articles to choose from for words that were typed."""
    if not words.strip():
        return ""
    if not entries:
        return element("p", "No title has these words.", kind="aq-small", role="status")
    rows = "".join(
        element(
            "li",
            _titled(entry.title, _facts(entry), data_act="also", data_article=entry.id),
        )
        for entry in entries
    )
    left = total - len(entries)
    more = element("p", f"{left:,} more; type more words.", kind="aq-small") if left else ""
    return element("ul", rows) + more


def _facts(entry: Entry) -> str:
    day = written_date(entry.published) if entry.published else None
    return " · ".join(part for part in (entry.source, day) if part)


def earlier(headings: Sequence[Heading], current: str) -> str:
    """Return the list of a reader's conversations, the latest first."""
    if not headings:
        return element("p", "Your conversations will be listed here.", kind="aq-small")
    rows = "".join(_heading(heading, here=heading.id == current) for heading in headings)
    opener = button("Delete all…", kind="aq-quiet", popovertarget="aq-forget-all")
    ask = "Delete all your conversations? They cannot be brought back."
    confirm = _confirm("aq-forget-all", ask, data_act="forget-all")
    return element("ul", rows) + element("p", opener, kind="aq-choices") + confirm


def _heading(heading: Heading, *, here: bool) -> str:
    facts = f"{_when(heading.changed)} · {several(heading.turns, 'question')}"
    name = f"aq-forget-{heading.id}"
    return element(
        "li",
        _titled(
            heading.title,
            facts,
            data_act="open",
            data_conversation=heading.id,
            aria_current="true" if here else "false",
        ),
        button("✕", kind="aq-quiet", popovertarget=name, aria_label=f"Delete: {heading.title}"),
        _confirm(name, "Delete this conversation?", data_act="forget", data_conversation=heading.id),
    )


def _titled(title: str, facts: str, **does: str) -> str:
    small = element("small", inert(facts))
    return button(inert(shorten(title, LONGEST_TITLE)), small, dir="auto", **does)


def _confirm(name: str, question: str, **does: str) -> str:
    keep = button("Keep", kind="aq-second", popovertarget=name, popovertargetaction="hide")
    return element(
        "div",
        element("p", inert(question)),
        element("p", button("Delete", kind="aq-first", **does), keep, kind="aq-choices"),
        id=name,
        kind="aq-pop aq-confirm",
        popover=True,
        role="alertdialog",
        aria_label=question,
    )


def _when(moment: datetime) -> str:
    local = moment.astimezone()
    if local.date() == datetime.now(UTC).astimezone().date():
        return f"today, {local:%H:%M}"
    return written_date(local.date())
