from qa.reader.excerpts import Excerpt
from qa.reader.likeliest import CLOSER_LOOK, READ_TWICE, likeliest
from tests.qa.reader.marking import Marking


def excerpt(*names: str) -> Excerpt:
    return Excerpt.joining("", [f"{name} came." for name in names])


def test_the_best_of_all_excerpts_come_first_each_with_the_number_of_its_own() -> None:
    excerpts = [excerpt("Ann", "Bob"), excerpt("Eva")]
    found = likeliest(Marking({"Ann": 1.0, "Bob": 3.0, "Eva": 2.0}), "Who came?", excerpts)
    assert [(excerpts[number].text[span.start : span.end], number) for number, span in found] == [
        ("Bob", 0),
        ("Eva", 1),
        ("Ann", 0),
    ]


def test_of_many_sentences_some_are_kept_and_the_best_of_these_read_once_more_alone() -> None:
    names = [f"Name{number}" for number in range(10, CLOSER_LOOK + 13)]
    model = Marking({name: 5.0 - number for number, name in enumerate(names)}, dict.fromkeys(names, 9.0))
    found = likeliest(model, "Who came?", [excerpt(*names)])
    assert len(found) == CLOSER_LOOK
    assert model.read_again == [f"{name} came." for name in names[:READ_TWICE]]
    assert [span.alone for _, span in found] == [9.0] * READ_TWICE + [None] * (CLOSER_LOOK - READ_TWICE)


def test_where_nothing_stands_nothing_is_likely() -> None:
    assert likeliest(Marking({}), "Who came?", []) == []
    assert likeliest(Marking({}), "Who came?", [Excerpt.joining("News", [])]) == []
