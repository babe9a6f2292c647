"""Thanks, greetings and the like: a friendly word, and what can be asked of the reader's own articles."""

from index.filters import SearchFilter
from index.library import Library
from qa.answers import Answer, AnswerKind
from qa.intents.request import Request, Resources
from qa.small_talk import Talk, small_talk

LONGEST_TITLE = 60
"""Number of characters of a title in an example; a longer one is cut between words."""

_ENDS = (Talk.FAREWELL,)
"""Talk that asks for no examples."""


def answer_conversation(request: Request, resources: Resources) -> Answer:
    """Reply to small talk, or to a question about what can be asked."""
    talk = small_talk(request.question) or Talk.HELP
    examples = () if talk in _ENDS else examples_of(resources.library, request.filters)
    asked = f" For example: {'; '.join(examples)}." if examples else ""
    text = f"{talk.value}{asked}"
    return Answer(request.question, request.question.strip(), text, 0.0, kind=AnswerKind.CONVERSATION)


def examples_of(library: Library, filters: SearchFilter) -> tuple[str, ...]:
    """Return requests that the articles allowed can serve; none where there are no articles."""
    newest = library.record.catalog.entries(filters)
    if not newest:
        return ()
    title = _shortened(newest[0].title)
    rest = "Compare the two" if len(newest) == 2 else "Give me a timeline"
    return f"Summarize “{title}”", rest, "Who is quoted?"


def _shortened(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= LONGEST_TITLE else f"{plain[:LONGEST_TITLE].rpartition(' ')[0]} …"
