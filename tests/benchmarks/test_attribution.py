import pytest

from benchmarks.attribution import AttributionScores, head_of, overlap
from qa.attribution import Attribution

TEXT = "Bo Berg, mayor of Lund, said the ice is thin. Ann Lee denied it."


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


SAID = {
    "source": [place("Bo Berg, mayor of Lund")],
    "cue": [place("said")],
    "content": [place("the ice is thin")],
}


def test_what_is_found_as_annotated_is_all_right() -> None:
    scores = AttributionScores()
    scores.add(TEXT, [Attribution(tuple(SAID["source"]), tuple(SAID["cue"]), tuple(SAID["content"]))], [SAID])
    assert [scores.f1(role) for role in ("source", "cue", "content")] == [1, 1, 1]
    assert (scores.share_found, scores.share_linked, scores.link_precision) == (1, 1, 1)


def test_half_of_the_tokens_is_half_of_the_recall() -> None:
    scores = AttributionScores()
    scores.add(TEXT, [Attribution((), (place("said"),), (place("the ice"),))], [SAID])
    assert scores.f1("content") == pytest.approx(2 * 2 / (2 + 4))
    assert scores.f1("source") == 0
    assert (scores.share_found, scores.share_linked, scores.link_precision) == (1, 0, None)


def test_content_with_somebody_elses_source_is_found_and_not_linked() -> None:
    scores = AttributionScores()
    scores.add(TEXT, [Attribution((place("Ann Lee"),), (), tuple(SAID["content"]))], [SAID])
    assert (scores.share_found, scores.share_linked, scores.link_precision) == (1, 0, 0)


def test_direct_quotes_are_counted_by_themselves() -> None:
    text = "“It is thin,” said Bo Berg. Ann Lee denied it."
    quoted = {"source": [(19, 26)], "cue": [(14, 18)], "content": [(0, 13)]}
    plain = {"source": [(28, 35)], "cue": [(36, 42)], "content": [(43, 45)]}
    scores = AttributionScores()
    scores.add(text, [Attribution(((19, 26),), (), ((0, 13),))], [quoted, plain])
    assert (scores.annotated_links, scores.share_direct) == (2, 1)
    scores.add(text, [Attribution(((28, 35),), (), ((0, 13),))], [quoted])
    assert scores.share_direct == 0.5


def test_without_anything_there_is_no_figure() -> None:
    assert AttributionScores().f1("cue") is None
    assert AttributionScores().share_linked is None


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("Bo Berg, mayor of Lund", "Berg"),
        ("the minister of trade", "minister"),
        ("Berg’s lawyers", "lawyers"),
        ("Ann Berg’s", "Berg"),
        ("people who live there", "people"),
        ("he", "he"),
        ("“", "“"),
    ],
)
def test_the_head_of_a_source(source: str, head: str) -> None:
    start, end = head_of(source, (0, len(source)))
    assert source[start:end] == head


def test_overlap_counts_characters_in_both() -> None:
    assert overlap([(0, 5), (8, 10)], [(3, 9)]) == 3
