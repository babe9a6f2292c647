from training.grounding.example import changed_spans, counterfactuals

RIGHT = "Bo Berg opened 12 ferries in Aahus."
WRONG = "Bo Berg opened 15 ferries in Aahus."


def marked(claim: str, other: str) -> list[str]:
    return [claim[start:end] for start, end in changed_spans(claim, other)]


def test_the_words_that_another_text_does_not_have_are_marked() -> None:
    assert marked(WRONG, RIGHT) == ["15"]
    assert marked(RIGHT, RIGHT) == []


def test_where_a_word_is_missing_the_next_is_marked() -> None:
    assert marked("The ferry is late.", "The ferry is not late.") == ["late"]
    assert marked("The ferry is", "The ferry is late") == ["is"]


def test_nothing_is_marked_in_no_words() -> None:
    assert marked("", RIGHT) == []


def test_neither_claim_nor_evidence_tells_the_label_alone() -> None:
    made = counterfactuals((RIGHT, WRONG), ("12 ferries.", "15 ferries."), "number")
    assert len(made) == 4
    for text in ("claim", "evidence"):
        for version in {getattr(one, text) for one in made}:
            assert sorted(one.supported for one in made if getattr(one, text) == version) == [0, 1]
    assert {one.unsupported for one in made if one.supported} == {()}
    assert {one.claim[slice(*one.unsupported[0])] for one in made if one.unsupported} == {"12", "15"}
