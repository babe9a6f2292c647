"""The command that exports what users thought of answers: `qa feedback`."""

import sys
from argparse import Namespace
from contextlib import closing
from typing import Any

from index.conversations import Outcome
from index.errors import InputError
from index.feedback import RatedTurn
from index.store.opening import open_store
from index.text.plurals import several
from qa.answer_json import StoredQuote, stored_quotes
from ui import terminal
from ui.render.turns import stored_filter_labels
from ui.settings import library_place


def feedback(flags: Namespace) -> int:
    """Print the feedback of a library's users as a question set, or write it to a file."""
    with closing(open_store(library_place(flags))) as store:
        place = store.location
        rows = [row(judged) for judged in store.feedback().rated_turns() if judged.turn.question.strip()]
    if flags.json:
        terminal.print_json(rows)
    elif not rows:
        raise InputError(
            f"No feedback in the library at {place} yet. Users give it with the thumbs in `qa chat`."
        )
    elif flags.output:
        terminal.write_file(flags.output, "".join(f"{terminal.printable_json(row)}\n" for row in rows))
        file, count = terminal.plain(str(flags.output)), several(len(rows), "question")
        sys.stdout.write(f"Wrote {file}: {count}.\n")
    else:
        ascii_only = not terminal.speaks_utf()
        sys.stdout.writelines(f"{terminal.printable_json(row, ascii_only=ascii_only)}\n" for row in rows)
    return 0


def row(judged: RatedTurn) -> dict[str, Any]:
    """Return one opinion as a question of a set.

    What a user liked is what is right from now on: the words that answered, or that it was refused. Of what
    a user did not like, nobody knows what would be right: it has no "answers", and what it quoted is no
    evidence. Beside the keys of a question set stand those that tell a person more; "filters" are the labels
    of its search filter.
    """
    turn, opinion = judged.turn, judged.opinion
    filters, articles = list(stored_filter_labels(turn.outcome)), turn.outcome.get("articles")
    return {
        "id": f"feedback-{judged.id}",
        "question": turn.question,
        **_known(turn.outcome, opinion.liked),
        "history": [
            [earlier.question, str(earlier.outcome["text"])]
            for earlier in judged.earlier
            if "text" in earlier.outcome
        ],
        "asked": turn.asked.astimezone().date().isoformat(),
        "type": f"{'liked' if opinion.liked else 'disliked'} {_what(turn.outcome)}",
        "standalone": turn.outcome.get("standalone", turn.question),
        **({"filters": filters} if filters else {}),
        **({"articles": articles} if articles else {}),
        **({"remark": opinion.remark} if opinion.remark else {}),
        "given": opinion.given.isoformat(timespec="seconds"),
    }


def _what(outcome: Outcome) -> str:
    return "error" if "problem" in outcome else "answer" if stored_quotes(outcome) else "refusal"


def _known(outcome: Outcome, liked: bool) -> dict[str, Any]:
    """Return what is right for the question, as far as a user's opinion tells."""
    quotes = stored_quotes(outcome)
    if not liked:
        return {"quoted": _places(quotes)} if quotes else {}
    if _what(outcome) == "refusal":
        # Where a part of the articles does not say, another part may; a question set knows of articles only.
        return {"answers": []} if outcome.get("articles") or not stored_filter_labels(outcome) else {}
    answers = [quote.answer or quote.quote for quote in quotes if (quote.answer or quote.quote).strip()]
    if not answers:
        return {}
    return {
        "answers": list(dict.fromkeys(answers)),
        "relevant": {quote.article_id: 1 for quote in quotes},
        "evidence": _places(quotes),
    }


def _places(quotes: list[StoredQuote]) -> list[dict[str, str]]:
    return [{"doc_id": quote.article_id, "quote": quote.quote} for quote in quotes]
