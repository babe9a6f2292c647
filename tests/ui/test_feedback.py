import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.articles import Article
from index.conversations import new_id
from index.store.sqlite.conversations import SqliteConversations
from index.store.sqlite.database import Database
from index.store.sqlite.feedback import SqliteFeedback
from qa.answer_json import Json, serialize, serialize_error
from qa.answers import Answer, Citation
from qa.evaluation import load_questions
from tests.ui.commands import Run
from ui.terminal import printable_json

HARBOUR = Article("harbour", "The harbour opened in 1931. It closed in 1999.", "Harbour")
OPENED = Citation(1, HARBOUR, 0, 27, answer=(22, 26))
CLOSED = Citation(2, HARBOUR, 28, 46)
ANSWERED = serialize(
    Answer("When?", "When did the harbour open?", "“The harbour …” [1]", 0.9, (OPENED, CLOSED))
)
REFUSED = serialize(Answer("Who?", "Who built the harbour?", "These articles do not say.", 0.1))
FAILED = serialize_error("The question has 9,000 characters.")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The library that `qa` uses, empty of articles."""
    database = Database(tmp_path / "library", create=True)
    yield database
    database.close()


def judge(
    database: Database, *turns: tuple[str, Json], liked: bool = True, remark: str = "", owner: str = "ann"
) -> None:
    """Keep a conversation, and an opinion of its last turn."""
    name = new_id()
    for number, (question, outcome) in enumerate(turns, start=1):
        SqliteConversations(database).append(owner, name, number, question, outcome)
    SqliteFeedback(database).give(owner, name, len(turns), liked=liked, remark=remark)


def test_a_liked_answer_is_what_is_right(database: Database, qa: Run, tmp_path: Path) -> None:
    judge(database, ("Who?", REFUSED), ("x" * 3000, FAILED), ("When?", ANSWERED), remark="Just so.")
    ran = qa("feedback", "-o", tmp_path / "set.jsonl")
    assert (ran.status, ran.out) == (0, f"Wrote {tmp_path / 'set.jsonl'}: 1 question.\n")
    [question] = load_questions(tmp_path / "set.jsonl")
    assert question.id.startswith("feedback-")
    assert question.question == "When?"
    assert question.answers == ("1931", CLOSED.quote)
    assert question.relevant == {"harbour": 1}
    assert question.history == (("Who?", "These articles do not say."),)
    assert question.asked == date.today()
    assert question.type == "liked answer"
    written = json.loads((tmp_path / "set.jsonl").read_text(encoding="utf-8"))
    assert written["evidence"] == [
        {"doc_id": "harbour", "quote": "The harbour opened in 1931."},
        {"doc_id": "harbour", "quote": "It closed in 1999."},
    ]
    assert written["standalone"] == "When did the harbour open?"
    assert written["remark"] == "Just so."


UNKNOWN = [(REFUSED, False, "disliked refusal"), (ANSWERED, False, "disliked answer")]
UNKNOWN += [(FAILED, True, "liked error"), (FAILED, False, "disliked error")]


def test_a_liked_refusal_says_that_refusing_is_right(database: Database, qa: Run, tmp_path: Path) -> None:
    judge(database, ("Who?", REFUSED))
    assert qa("feedback", "-o", tmp_path / "set.jsonl").status == 0
    [question] = load_questions(tmp_path / "set.jsonl")
    assert (question.answers, question.relevant, question.type) == ((), {}, "liked refusal")


def test_a_liked_refusal_of_a_part_of_the_articles_says_nothing_of_the_others(
    database: Database, qa: Run, tmp_path: Path
) -> None:
    judge(database, ("Who?", {**REFUSED, "filters": ["The Gull"]}))
    judge(database, ("When?", {**ANSWERED, "narrowed": ["The Gull"]}))
    assert qa("feedback", "-o", tmp_path / "set.jsonl").status == 0
    refused, answered = load_questions(tmp_path / "set.jsonl")
    assert refused.answers is None
    assert answered.answers == ("1931", CLOSED.quote)
    assert [row["filters"] for row in qa("feedback", "--json").json] == [["The Gull"]] * 2


def test_a_liked_refusal_of_some_articles_is_right_for_these(
    database: Database, qa: Run, tmp_path: Path
) -> None:
    judge(database, ("Who?", {**REFUSED, "narrowed": ["“The pier”"], "articles": ["pier"]}))
    assert qa("feedback", "-o", tmp_path / "set.jsonl").status == 0
    [question] = load_questions(tmp_path / "set.jsonl")
    assert (question.answers, question.articles) == ((), ("pier",))


def test_where_nobody_said_what_is_right_nothing_is_measured(
    database: Database, qa: Run, tmp_path: Path
) -> None:
    for outcome, liked, _ in UNKNOWN:
        judge(database, ("Who?", outcome), liked=liked)
    assert qa("feedback", "-o", tmp_path / "set.jsonl").status == 0
    questions = load_questions(tmp_path / "set.jsonl")
    assert [question.type for question in questions] == [name for _, _, name in UNKNOWN]
    assert [(question.answers, question.relevant) for question in questions] == [(None, {})] * 4


def test_a_disliked_answer_tells_what_it_quoted_but_not_as_evidence(database: Database, qa: Run) -> None:
    judge(database, ("When?", ANSWERED), liked=False, remark="It was 1932.")
    row = json.loads(qa("feedback").out)
    assert "evidence" not in row
    assert row["quoted"][0] == {"doc_id": "harbour", "quote": OPENED.quote}
    assert row["remark"] == "It was 1932."


def test_one_question_a_line_or_all_as_json_without_anybodys_name(database: Database, qa: Run) -> None:
    judge(database, ("When?", ANSWERED), owner="secret-ann")
    judge(database, ("Who?", REFUSED), owner="secret-bob", liked=False)
    ran = qa("feedback")
    rows = [json.loads(row) for row in ran.out.splitlines()]
    assert [row["question"] for row in rows] == ["When?", "Who?"]
    assert qa("feedback", "--json").json == rows
    assert "secret" not in ran.out
    assert len({row["id"] for row in rows}) == 2
    assert qa("feedback").out == ran.out


def test_it_names_turns_as_before_whatever_else_is_given(database: Database, qa: Run) -> None:
    judge(database, ("When?", ANSWERED))
    before = json.loads(qa("feedback").out)
    judge(database, ("Who?", REFUSED))
    assert json.loads(qa("feedback").out.splitlines()[0]) == before


HOSTILE = [
    "\ud800 half",
    "null \0 \x1b[31m red",
    "\u2028\u2029\x85 lines\r\n",
    "한국 ☃ 𝄞",
    "\u202e turned",
    '"{}',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_anybodys_text_is_read_back_by_the_loader(
    database: Database, qa: Run, tmp_path: Path, text: str
) -> None:
    judge(database, (text, REFUSED), (text, ANSWERED), remark=text)
    assert qa("feedback", "-o", tmp_path / "set.jsonl").status == 0
    [question] = load_questions(tmp_path / "set.jsonl")
    assert question.question == text
    assert question.history[0][0] == text
    printed = qa("feedback").out
    assert json.loads(printed)["remark"] == text
    assert len(printed.splitlines()) == 1
    assert "\x1b" not in printed


def test_languages_are_readable_where_they_can_be() -> None:
    assert printable_json({"question": "한국"}) == '{"question": "한국"}'
    assert printable_json({"question": "한국"}, ascii_only=True) == r'{"question": "\ud55c\uad6d"}'


def test_a_question_of_blanks_spoils_no_set(database: Database, qa: Run, tmp_path: Path) -> None:
    judge(database, (" \n", REFUSED))
    judge(database, ("Who?", REFUSED))
    assert qa("feedback", "-o", tmp_path / "set.jsonl").status == 0
    assert [question.question for question in load_questions(tmp_path / "set.jsonl")] == ["Who?"]


def test_a_liked_quote_of_blanks_spoils_no_set(database: Database, qa: Run, tmp_path: Path) -> None:
    blank = Citation(1, Article("blank", " \n ", "Blank"), 0, 3)
    judge(database, ("What?", serialize(Answer("What?", "What?", "“ ” [1]", 0.9, (blank,)))))
    assert qa("feedback", "-o", tmp_path / "set.jsonl").status == 0
    assert load_questions(tmp_path / "set.jsonl")[0].answers is None


def test_the_exported_set_can_be_measured(database: Database, qa: Run, tmp_path: Path) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(HARBOUR.text, encoding="utf-8")
    assert qa("add", article).status == 0
    judge(database, ("When did the harbour open?", ANSWERED))
    judge(database, ("Who built it?", REFUSED))
    judge(database, ("Why?", ANSWERED), liked=False)
    assert qa("feedback", "-o", tmp_path / "set.jsonl").status == 0
    assert qa("eval", tmp_path / "set.jsonl", "--json", tmp_path / "figures.json").status == 0
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["figures"]
    assert figures["questions"] == 3
    assert figures["article_hit_at_1"] == 1


@pytest.mark.usefixtures("database")
def test_without_feedback_it_says_how_it_is_given(qa: Run, tmp_path: Path) -> None:
    for arguments in ((), ("-o", tmp_path / "set.jsonl")):
        ran = qa("feedback", *arguments)
        assert (ran.status, ran.out) == (1, "")
        assert "No feedback" in ran.err
        assert "thumbs in `qa chat`" in ran.err
    assert not (tmp_path / "set.jsonl").exists()
    assert qa("feedback", "--json").json == []


def test_without_a_library_it_says_how_to_make_one(qa: Run) -> None:
    ran = qa("feedback")
    assert ran.status == 1
    assert "Run `qa add PATH...` to make one" in ran.err


def test_a_file_that_cannot_be_written_is_named(database: Database, qa: Run, tmp_path: Path) -> None:
    judge(database, ("Who?", REFUSED))
    ran = qa("feedback", "-o", tmp_path)
    assert ran.status == 1
    assert f"Cannot write {tmp_path}" in ran.err
    assert "Name another file" in ran.err


@pytest.mark.usefixtures("database")
def test_one_form_at_a_time(qa: Run, tmp_path: Path) -> None:
    assert qa("feedback", "--json", "-o", tmp_path / "set.jsonl").status == 2
