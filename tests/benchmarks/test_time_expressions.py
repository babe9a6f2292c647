from benchmarks.time_expressions import f1, matched
from qa.language import TimeExpression

TEXT = "He came on 3 May 2021, stayed two days and calls daily."
GOLD = [
    {"start": 11, "end": 21, "type": "DATE", "value": "2021-05-03"},
    {"start": 30, "end": 38, "type": "DURATION", "value": "P3D"},
    {"start": 49, "end": 54, "type": "SET", "value": "P1D"},
]


def test_spans_and_values_are_counted_apart_and_sets_not_at_all() -> None:
    assert f1([{"text": TEXT, "published": "2024-06-13", "times": GOLD}]) == (1.0, 0.5)
    assert f1([{"text": TEXT, "published": "2024-06-13", "times": []}]) == (0.0, 0.0)


def test_an_expression_is_matched_once() -> None:
    assert len(matched(GOLD[:1] * 2, [TimeExpression(11, 14, "DATE", "2021")])) == 1
