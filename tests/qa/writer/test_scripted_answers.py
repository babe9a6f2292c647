from collections import Counter

from qa.answers import Answer
from tests.qa.writer.fakes import number_of
from tests.qa.writer.scripts import SENTENCES, ScriptedSentence, answer_of

LEAST_HELD_BACK = 0.78
"""Share of the unfaithful sentences that are held back at least, as it is now; 0.92 is wished for."""

MOST_HELD_BACK = 0.08
"""Share of the faithful ones that are held back at most."""


def written(one: ScriptedSentence) -> Answer:
    answer, _ = answer_of(
        one.article, one.quote, lambda asked: f"{one.writes} [{number_of(asked, one.quote)}]"
    )
    for citation in answer.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end] != ""
    assert answer.writing and len(answer.writing.sentences) == 1
    return answer


def test_what_is_unfaithful_is_held_back_and_what_is_faithful_is_not() -> None:
    held_back = {one: one.writes not in written(one).text for one in SENTENCES}
    unfaithful = {one: held for one, held in held_back.items() if one.fault}
    faithful = {one: held for one, held in held_back.items() if not one.fault}
    assert len(unfaithful) >= 60 and len(faithful) >= 60
    through = [f"{one.fault}: {one.writes}" for one, held in unfaithful.items() if not held]
    lost = [one.writes for one, held in faithful.items() if held]
    told = "\n".join(
        ["let through:", *through, "held back:", *lost, str(Counter(one.fault for one in unfaithful))]
    )
    assert len(through) <= (1 - LEAST_HELD_BACK) * len(unfaithful), told
    assert len(lost) <= MOST_HELD_BACK * len(faithful), told
