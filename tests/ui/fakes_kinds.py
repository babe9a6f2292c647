"""Answers of every kind made by hand, over articles of an invented town."""

from dataclasses import dataclass, field, replace
from datetime import date

from index.articles import Article
from index.library import Library
from qa.answers import Answer, AnswerKind, Citation, Section
from qa.attribution import Speaker
from tests.ui.fakes_chat import FakeAssistant, new_library

FERRY = Article(
    id="ferry",
    text=(
        "Ferry to Skarholm stops for the winter\n\n"
        "The ferry between Aldhaven and Skarholm will not sail from November to March, the harbour board "
        "decided on Monday.\n\n"
        "Maren Oddvik, who chairs the harbour board, said the old ship costs three times what it earns. "
        "“We looked at every figure twice, and none of them became any better,” she said.\n\n"
        "The line was opened in May 1961 and carried 48,000 people in its best year, 1978. A new engine was "
        "built in on 12 March 2004. Last winter it ran on only 41 days, because of ice and two "
        "broken pumps.\n\n"
        "Skarholm has 212 inhabitants, a school with nine children and no bridge. Its mayor, Tor Selvik, "
        "called the decision “a lock on our front door”. He warned that families will move away "
        "before Easter.\n\n"
        "The board wants to pay for a small taxi boat instead, which takes eleven people and no cars."
    ),
    title="Ferry to Skarholm stops for the winter",
    source="Aldhaven Courier",
    author="Ida Brenn",
    published=date(2025, 9, 16),
    body_start=40,
)
ISLAND = Article(
    id="island",
    text=(
        "An island counts its days\n\n"
        "On Skarholm, people were told by a letter. It came on 15 September 2025 and it had four lines.\n\n"
        "“Nobody asked us,” said Liv Hammer, who teaches at the island’s school. Selvik, the mayor, has "
        "written to the ministry of transport and demands the ferry back by 1 December 2025.\n\n"
        "The ministry said it had received the letter and would answer within six weeks. The taxi boat makes "
        "its first trip on 3 November 2025. It takes eight people, the yard that built it says."
    ),
    title="An island counts its days",
    source="The Skerry Times",
    author="Jon Falk",
    published=date(2025, 10, 2),
    body_start=27,
)

MAREN = "Maren Oddvik, who chairs the harbour board"
TOR = "Its mayor, Tor Selvik"
LIV = "Liv Hammer, who teaches at the island’s school"


def quoted(n: int, article: Article, words: str, speaker: str = "", introduced: str = "") -> Citation:
    """Cite words of an article; `speaker` is introduced there as `introduced`."""
    start = article.text.index(words)
    said = None
    if speaker:
        at = article.text.index(introduced or speaker)
        said = Speaker(speaker, at, at + len(introduced or speaker))
    return Citation(n, article, start, start + len(words), speaker=said)


STOPS = quoted(
    1,
    FERRY,
    "The ferry between Aldhaven and Skarholm will not sail from November to March, the harbour board "
    "decided on Monday.",
    "the harbour board",
)
COSTS = quoted(
    2,
    FERRY,
    "Maren Oddvik, who chairs the harbour board, said the old ship costs three times what it earns.",
    "Maren Oddvik",
    MAREN,
)
FIGURES = quoted(
    3,
    FERRY,
    "“We looked at every figure twice, and none of them became any better,” she said.",
    "Maren Oddvik",
    MAREN,
)
OPENED = quoted(4, FERRY, "The line was opened in May 1961 and carried 48,000 people in its best year, 1978.")
ENGINE = quoted(5, FERRY, "A new engine was built in on 12 March 2004.")
LOCK = quoted(
    6, FERRY, "Its mayor, Tor Selvik, called the decision “a lock on our front door”.", "Tor Selvik", TOR
)
MOVE = quoted(7, FERRY, "He warned that families will move away before Easter.", "Tor Selvik", TOR)
ELEVEN = quoted(
    8,
    FERRY,
    "The board wants to pay for a small taxi boat instead, which takes eleven people and no cars.",
    "The board",
)
LETTER = quoted(9, ISLAND, "It came on 15 September 2025 and it had four lines.")
NOBODY = quoted(
    10, ISLAND, "“Nobody asked us,” said Liv Hammer, who teaches at the island’s school.", "Liv Hammer", LIV
)
DEMANDS = quoted(
    11,
    ISLAND,
    "Selvik, the mayor, has written to the ministry of transport and demands the ferry back by "
    "1 December 2025.",
    "Selvik",
    "Selvik, the mayor",
)
FIRST_TRIP = quoted(12, ISLAND, "The taxi boat makes its first trip on 3 November 2025.")
EIGHT = quoted(
    13,
    ISLAND,
    "It takes eight people, the yard that built it says.",
    "the yard that built it",
)


def kind_of_answer(
    kind: AnswerKind,
    *parts: tuple[str, tuple[Citation, ...]],
    statement: str = "",
    question: str = "?",
) -> Answer:
    """Return an answer of a kind, made of headings with citations, which are numbered anew."""
    numbered: list[tuple[str, tuple[Citation, ...]]] = []
    for heading, citations in parts:
        before = sum(len(part) for _, part in numbered)
        numbered.append(
            (heading, tuple(replace(one, n=before + n) for n, one in enumerate(citations, start=1)))
        )
    cited = tuple(citation for _, citations in numbered for citation in citations)
    sections = tuple(Section(heading, citations) for heading, citations in numbered if heading)
    text = "\n".join(f"“{citation.quote}” [{citation.n}]" for citation in cited)
    return Answer(question, question, text, 0.9, cited, statement=statement, sections=sections, kind=kind)


SUMMARY = kind_of_answer(
    AnswerKind.SUMMARY,
    ("", (STOPS, COSTS, LOCK, ELEVEN)),
    statement="4 sentences that tell most of it.",
)
SUMMARIES = kind_of_answer(
    AnswerKind.SUMMARY,
    (FERRY.title, (STOPS, COSTS, MOVE)),
    (ISLAND.title, (LETTER, NOBODY, FIRST_TRIP)),
    statement="The sentences that tell most of 2 articles.",
)
TIMELINE = kind_of_answer(
    AnswerKind.TIMELINE,
    ("May 1961", (OPENED,)),
    ("12 March 2004", (ENGINE,)),
    ("15 September 2025", (LETTER, STOPS)),
    ("about October 2025", (DEMANDS,)),
    ("3 November 2025", (FIRST_TRIP,)),
    statement="5 days, of 2 articles.",
)
STATEMENTS = kind_of_answer(
    AnswerKind.STATEMENTS,
    ("Maren Oddvik", (COSTS, FIGURES)),
    ("Tor Selvik", (LOCK, MOVE)),
    ("Liv Hammer", (NOBODY,)),
)
SPEAKERS = kind_of_answer(
    AnswerKind.SPEAKERS,
    ("Maren Oddvik, who chairs the harbour board (2)", (COSTS,)),
    ("Tor Selvik (2)", (LOCK,)),
    ("Liv Hammer (1)", (NOBODY,)),
    statement="3 people are quoted.",
)
COMPARISON = kind_of_answer(
    AnswerKind.COMPARISON,
    (FERRY.title, (STOPS, ELEVEN)),
    (ISLAND.title, (FIRST_TRIP, EIGHT)),
    statement="They contradict each other: eleven people [2], eight people [4].",
)
NAMES = kind_of_answer(AnswerKind.NAMES, ("Tor Selvik (3)", (LOCK,)), ("Skarholm (4)", (STOPS,)))
DEFINITION = kind_of_answer(AnswerKind.DEFINITION, ("", (LOCK,)))
SUPPORT = kind_of_answer(
    AnswerKind.SUPPORT,
    ("", (replace(COSTS, end=FIGURES.end, answer=(FIGURES.start, FIGURES.end)),)),
    statement="Maren Oddvik, who chairs the harbour board said so, by the account of “Ferry to Skarholm” [1]",
)
NO_TIMELINE = Answer("?", "?", "These articles name no days.", 0.0, kind=AnswerKind.TIMELINE)

ANSWERS = {
    "summarize these": SUMMARIES,
    "summarize": SUMMARY,
    "timeline": TIMELINE,
    "who says what": STATEMENTS,
    "who is quoted": SPEAKERS,
    "compare": COMPARISON,
    "names": NAMES,
    "who is": DEFINITION,
    "where does it": SUPPORT,
    "what else": replace(TIMELINE, kind=AnswerKind.MORE),
}
"""Answers by words of the question, in small letters; the first that fits counts."""


def answer_of_kind(question: str) -> Answer | None:
    """Return the answer to a question that has words of `ANSWERS`."""
    found = next((answer for words, answer in ANSWERS.items() if words in question.lower()), None)
    return found and replace(found, question=question, standalone=question)


@dataclass
class KindsAssistant(FakeAssistant):
    """Answers requests of every kind on the town's articles, and keeps what it was asked."""

    library: Library = field(default_factory=lambda: new_library(FERRY, ISLAND))

    def answer(self, question: str, *given: object, **options: object) -> Answer:
        kept = super().answer(question, *given, **options)  # type: ignore[arg-type]
        return answer_of_kind(question) or kept
