from qa.attribution.decoding import decode
from tests.qa.attribution.fake_model import logits_of, marked, pieces_of_words


def decoded(notation: str) -> list[tuple[str, str, list[str]]]:
    """Source, cue and content of what is decoded from what is marked."""
    one = marked(notation)
    pieces = pieces_of_words(one.text)
    return [
        (
            " ".join(one.text[start:end] for start, end in found.source),
            " ".join(one.text[start:end] for start, end in found.cue),
            [one.text[start:end] for start, end in found.content],
        )
        for found in decode(pieces, logits_of(pieces, one.spans))
    ]


def test_source_cue_and_content_are_linked() -> None:
    assert decoded("[Bo Berg](s1) [said](k1) that [the harbour is frozen](c1).") == [
        ("Bo Berg", "said", ["the harbour is frozen"])
    ]


def test_a_quote_around_its_cue_is_one_attribution_of_two_parts() -> None:
    assert decoded("[“The harbour,”](c1) [Bo](s1) [said](k1), [“is frozen.”](c1)") == [
        ("Bo", "said", ["“The harbour,”", "“is frozen.”"])
    ]


def test_each_content_goes_to_its_own_cue_however_near_the_other_is() -> None:
    found = decoded("[Bo](s1) [said](k1) [it froze](c1), [Ann](s2) [denied](k2) [it](c2), [it thawed](c1).")
    assert found == [("Bo", "said", ["it froze", "it thawed"]), ("Ann", "denied", ["it"])]


def test_two_cues_may_have_one_source() -> None:
    found = decoded("[Bo](s1) [said](k1) [it froze](c1) and [warned](k2) that [ice is thin](c2).")
    assert [cue for _, cue, _ in found] == ["said", "warned"]
    assert found[0][0] == "Bo"


def test_neighbours_of_one_role_are_kept_apart_where_the_second_begins() -> None:
    found = decoded("[Bo](s1) [said](k1) [it froze](c1) [“it melts”](c2) [said](k2) [Ann](s2).")
    assert [content for _, _, content in found] == [["it froze"], ["“it melts”"]]


def test_content_does_not_run_over_the_end_of_a_paragraph() -> None:
    one = marked("[Bo](s1) [said](k1): [it froze\n\nit melts](c1)")
    pieces = pieces_of_words(one.text)
    (found,) = decode(pieces, logits_of(pieces, one.spans))
    assert [one.text[start:end] for start, end in found.content] == ["it froze", "it melts"]


def test_a_cue_without_content_is_no_attribution() -> None:
    assert decoded("[Bo](s1) [said](k1) nothing.") == []


def test_a_source_that_is_not_there_is_empty() -> None:
    assert decoded("It is [said](k1) that [the harbour froze](c1).") == [("", "said", ["the harbour froze"])]


def test_content_whose_cue_is_elsewhere_stands_alone() -> None:
    assert decoded("[Bo](s1) [said](k1) [it froze](c1).\n[“And it melts.”](c2)") == [
        ("Bo", "said", ["it froze"]),
        ("", "", ["“And it melts.”"]),
    ]


def test_a_word_has_one_role_even_where_its_pieces_have_two() -> None:
    one = marked("[Bo](s1) [said](k1) [the harbours](c1) froze.")
    pieces = pieces_of_words(one.text)
    cut = [(role, n, start, end - 4 if role == 3 else end) for role, n, start, end in one.spans]
    (found,) = decode(pieces, logits_of(pieces, cut))
    (start, end) = found.content[0]
    assert one.text[start:end] in {"the", "the harbours"}
