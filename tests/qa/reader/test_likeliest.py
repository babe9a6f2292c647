from qa.reader.likeliest import CLOSER_LOOK, READ_TWICE, likeliest
from tests.qa.reader.marking import Marking


def passage(*names: str) -> tuple[str, str]:
    return "", " ".join(f"{name} came." for name in names)


def test_the_best_of_all_passages_come_first_each_with_the_number_of_its_own() -> None:
    passages = [passage("Ann", "Bob"), passage("Eva")]
    found = likeliest(Marking({"Ann": 1.0, "Bob": 3.0, "Eva": 2.0}), "Who came?", passages)
    assert [(passages[number][1][span.start : span.end], number) for number, span in found] == [
        ("Bob", 0),
        ("Eva", 1),
        ("Ann", 0),
    ]


def test_of_many_sentences_some_are_kept_and_the_best_of_these_read_once_more_alone() -> None:
    names = [f"Name{number}" for number in range(10, CLOSER_LOOK + 13)]
    model = Marking({name: 5.0 - number for number, name in enumerate(names)}, {"Name11": 9.0, "Name16": 9.0})
    found = likeliest(model, "Who came?", [passage(*names)])
    assert len(found) == CLOSER_LOOK
    assert model.read_again == [f"{name} came." for name in names[:READ_TWICE]]
    assert [span.alone for _, span in found[:3]] == [None, 9.0, None]
    assert found[6][1].alone is None


def test_where_nothing_stands_nothing_is_likely() -> None:
    assert likeliest(Marking({}), "Who came?", []) == []
    assert likeliest(Marking({}), "Who came?", [("News", "")]) == []
