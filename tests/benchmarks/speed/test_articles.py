import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.speed.articles import (
    articles,
    made_up,
    renamed,
    write_articles,
    write_edited,
    write_questions,
)
from index.articles import Article
from index.retrieval.near_duplicates import without_near_duplicates
from tests.benchmarks.quality.fakes import write


def news(folder: Path, number: int) -> Path:
    write(
        folder,
        "news/articles",
        [{"id": f"n{n}", "title": f"Boat {n}", "text": f"Ann met Bob {n}."} for n in range(number)],
    )
    return folder


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_sample_is_spread_over_the_set(tmp_path: Path) -> None:
    data = news(tmp_path, 10)
    assert [row["id"] for row in articles(data, 5)] == ["n0", "n2", "n4", "n6", "n8"]
    assert [row["id"] for row in articles(data, 3)] == ["n0", "n3", "n6"]
    assert len(list(articles(data, 10))) == 10


def test_more_than_there_are_comes_with_new_ids_and_new_words(tmp_path: Path) -> None:
    rows = list(articles(news(tmp_path, 10), 25))
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == 25
    assert rows[:10] == list(articles(tmp_path, 10))


def test_a_copy_is_no_copy_to_the_index() -> None:
    row = {"id": "n", "title": "Putin in Pyongyang", "text": "Kim met Putin. They signed a treaty in June."}
    copies = [row, renamed(row, 1), renamed(row, 2)]
    assert len({Article(id="", title=copy["title"], text=copy["text"]).content_hash for copy in copies}) == 3
    assert len(list(without_near_duplicates(copies, lambda copy: str(copy["text"])))) == 3
    kim, putin, they, june = (made_up(word, 1) for word in ("Kim", "Putin", "They", "June"))
    assert copies[1]["text"] == f"{kim} met {putin}. {they} signed a treaty in {june}."


def test_an_article_without_a_title_has_none_in_its_copies() -> None:
    assert renamed({"id": "n", "text": "Kim met Putin."}, 1) == {
        **{"id": "n#1", "url": None},
        "text": f"{made_up('Kim', 1)} met {made_up('Putin', 1)}.",
    }


@given(st.text(min_size=1), st.integers(min_value=0, max_value=1000))
def test_made_up_names_look_like_names(word: str, copy: int) -> None:
    name = made_up(word, copy)
    assert name.isalpha() and name[0].isupper() and name == made_up(word, copy)


def test_one_article_is_edited_and_no_other(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    write_articles(news(tmp_path, 7), 7, source)
    edited = write_edited(source, target)
    before, after = lines_of(source), lines_of(target)
    different = [one["id"] for one, other in zip(before, after, strict=True) if one != other]
    assert different == [edited] == ["n3"]


def test_questions_come_with_the_right_articles_that_are_held(tmp_path: Path) -> None:
    news(tmp_path, 4)
    rows: list[dict[str, object]] = [
        {"question": "Q1?", "asked": "2022-06-16", "relevant": {"n0": 1, "n1": 1}, "type": "gold"},
        {"question": "Q2?", "asked": None, "relevant": {"n0": 1}, "type": "weak"},
    ]
    write(tmp_path, "news/questions", rows)
    write_questions(tmp_path, 2, tmp_path / "q.jsonl", 1)
    written = lines_of(tmp_path / "q.jsonl")
    assert written == [
        {"question": "Q1?", "asked": "2022-06-16", "relevant": ["n0"]},
        {"question": "Q2?", "asked": None, "relevant": []},
    ]
    write_questions(tmp_path, 2, tmp_path / "q.jsonl", 2)
    assert [line["question"] for line in lines_of(tmp_path / "q.jsonl")] == ["Q1?"]
