from qa.reader.excerpts import Excerpt
from qa.reader.second_pass import SECOND_PASS_SPANS, SPANS_KEPT, read_twice
from tests.qa.reader.fake_model import FakeModel


def excerpt(*names: str) -> Excerpt:
    return Excerpt.joining("", [f"{name} came." for name in names])


def test_the_best_of_all_excerpts_come_first_each_with_the_number_of_its_own() -> None:
    excerpts = [excerpt("Ann", "Bob"), excerpt("Eva")]
    found = read_twice(FakeModel({"Ann": 1.0, "Bob": 3.0, "Eva": 2.0}), "Who came?", excerpts)
    assert [(excerpts[number].text[span.start : span.end], number) for number, span in found] == [
        ("Bob", 0),
        ("Eva", 1),
        ("Ann", 0),
    ]


def test_of_many_sentences_some_are_kept_and_the_best_of_these_read_once_more_alone() -> None:
    names = [f"Name{number}" for number in range(10, SPANS_KEPT + 13)]
    model = FakeModel({name: 5.0 - number for number, name in enumerate(names)}, dict.fromkeys(names, 9.0))
    found = read_twice(model, "Who came?", [excerpt(*names)])
    assert len(found) == SPANS_KEPT
    assert model.read_again == [f"{name} came." for name in names[:SECOND_PASS_SPANS]]
    assert [span.second_pass_margin for _, span in found] == [9.0] * SECOND_PASS_SPANS + [None] * (
        SPANS_KEPT - SECOND_PASS_SPANS
    )


def test_where_nothing_stands_nothing_is_likely() -> None:
    assert read_twice(FakeModel({}), "Who came?", []) == []
    assert read_twice(FakeModel({}), "Who came?", [Excerpt.joining("News", [])]) == []
