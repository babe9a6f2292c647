from qa.attribution.speakers import resolve_speakers
from qa.intents.request import Request, Resources
from qa.intents.statement_search import Statement, read_statements
from qa.intents.statement_sections import MOST_ON_A_SUBJECT, MOST_QUOTES, sections
from tests.fakes import article
from tests.qa.attribution.marked import attributed
from tests.qa.fakes import library_of
from tests.qa.intents.asking import request_of, resources_of

SAID = [
    *(f"that tenant {n} had moved out of the flats" for n in range(MOST_ON_A_SUBJECT)),
    "that the ferry was late in the fog",
    "that the captain of the ferry was asleep",
]
TOLD = article("\n\n".join(f"Bo Berg said {one}." for one in SAID), id="told")


def statements() -> list[Statement]:
    marked = [("Bo Berg", "said", one) for one in SAID]
    known = {"told": resolve_speakers(TOLD.text, attributed(TOLD.text, *marked))}
    resources: Resources = resources_of(library_of(TOLD), attributions=known)
    return read_statements([TOLD], resources.attributor)


def shown(request: Request, *, is_on_a_subject: bool) -> tuple[list[str], int]:
    parts, total = sections(request, statements(), is_on_a_subject=is_on_a_subject)
    return [quote.text for _, quotes in parts for quote in quotes], total


def test_all_that_somebody_says_is_shown_in_order_where_it_is_not_too_much() -> None:
    found, total = shown(request_of("What did Berg say?"), is_on_a_subject=False)
    assert total == len(SAID) <= MOST_QUOTES
    assert found == [f"Bo Berg said {one}." for one in SAID]


def test_of_much_on_a_subject_what_most_bears_on_the_request_is_shown_in_order() -> None:
    found, total = shown(request_of("What did Berg say about the ferry?"), is_on_a_subject=True)
    assert total == len(SAID)
    assert len(found) == MOST_ON_A_SUBJECT
    assert found[-2:] == [f"Bo Berg said {one}." for one in SAID[-2:]]


def test_what_was_left_out_is_shown_when_more_is_asked_for() -> None:
    asked = request_of("What did Berg say about the ferry?")
    parts, _ = sections(asked, statements(), is_on_a_subject=True)
    before = {quote.key for _, quotes in parts for quote in quotes}
    more, total = shown(
        request_of("What did Berg say about the ferry?", shown=tuple(before)), is_on_a_subject=True
    )
    assert total == len(more) == len(SAID) - MOST_ON_A_SUBJECT
