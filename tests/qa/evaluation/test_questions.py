import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from qa.evaluation import Question, load_questions
from qa.evaluation.questions import _read_question

FULL = {
    "id": "q1",
    "question": "And in return?",
    "answers": ["advice"],
    "relevant": {"news": 2, "other": 0},
    "evidence": [{"doc_id": "news", "quote": "some advice"}],
    "history": [["What was sent?", "Shells"]],
    "asked": "2024-06-20",
    "type": "followup",
    "articles": ["news"],
    "some": {"other": "key"},
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_every_field_is_read_and_unknown_keys_are_passed_over(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path / "set.jsonl", FULL))
    assert question == Question(
        id="q1",
        question="And in return?",
        answers=("advice",),
        relevant={"news": 2},
        history=(("What was sent?", "Shells"),),
        asked=date(2024, 6, 20),
        type="followup",
        articles=("news",),
    )
    assert question.has_answer


def test_no_answer_is_not_the_same_as_no_known_answer(tmp_path: Path) -> None:
    rows = [{"id": "a", "question": "A?", "answers": []}, {"id": "b", "question": "B?"}]
    refusing, searching = load_questions(write(tmp_path / "set.jsonl", *rows))
    assert refusing.answers == () and not refusing.has_answer
    assert searching.answers is None and not searching.has_answer


def test_absent_and_null_keys_take_their_defaults(tmp_path: Path) -> None:
    row = dict.fromkeys(["id", "answers", "relevant", "history", "asked", "type", "articles"]) | {
        "question": "Why?"
    }
    (question,) = load_questions(write(tmp_path / "set.jsonl", row))
    assert question == Question(id="line-1", question="Why?")


def test_a_gzipped_set_a_byte_order_mark_and_blank_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl.gz"
    lines = '\ufeff{"id": "a", "question": "A\u2028?"}\r\n\n  \n{"id": 7, "question": "B?"}'
    path.write_bytes(gzip.compress(lines.encode()))
    assert [(q.id, q.question) for q in load_questions(path)] == [("a", "A\u2028?"), ("7", "B?")]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"question": "A?"', "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ('["A?"]', "not a JSON object"),
        ('{"id": "a"}', 'Give "question" a text'),
        ('{"question": "  "}', 'Give "question" a text'),
        ('{"question": ["A?"]}', 'Give "question" a text'),
        ('{"question": "A?", "id": ["a"]}', '"id" is'),
        ('{"question": "A?", "id": " "}', '"id" is'),
        ('{"question": "A?", "type": true}', '"type" is'),
        ('{"question": "A?", "answers": "yes"}', '"answers" must be a list'),
        ('{"question": "A?", "answers": [1945]}', '"answers" must be a list'),
        ('{"question": "A?", "answers": [""]}', '"answers" must be a list'),
        ('{"question": "A?", "relevant": ["news"]}', '"relevant" must name'),
        ('{"question": "A?", "relevant": {"news": "1"}}', '"relevant" must name'),
        ('{"question": "A?", "relevant": {"news": true}}', '"relevant" must name'),
        ('{"question": "A?", "history": ["Why?"]}', '"history" must be'),
        ('{"question": "A?", "history": [["Why?"]]}', '"history" must be'),
        ('{"question": "A?", "history": [["Why?", null]]}', '"history" must be'),
        ('{"question": "A?", "asked": "20 June 2024"}', "Write the day as"),
        ('{"question": "A?", "asked": 20240620}', "Write the day as"),
        ('{"question": "A?", "articles": "news"}', '"articles" must be a list'),
        ('{"question": "A?", "articles": []}', '"articles" must be a list'),
        ('{"question": "A?", "articles": [7]}', '"articles" must be a list'),
        ('{"question": "A?", "id": "first"}', "used twice"),
    ],
)
def test_a_defect_is_named_with_its_line(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"question": "First?", "id": "first"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_questions(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:3: ") and complaint in message and "\n" not in message


def test_a_missing_file_says_what_to_name(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(InputError, match=r"No question set at .*\. Name a"):
            load_questions(path)


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_set_without_a_question_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="no question in it"):
        load_questions(path)


def test_a_broken_gzip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl.gz"
    whole = gzip.compress(b'{"question": "A?"}' * 50)
    for content in (whole[:-12], b"no gzip at all", whole[:20] + b"\xff" * 20 + whole[40:]):
        path.write_bytes(content)
        with pytest.raises(InputError, match="broken gzip"):
            load_questions(path)


def test_a_wrong_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b'{"question": "A?"}\n{"question": "caf\xe9?"}\n')
    with pytest.raises(InputError, match=r"set\.jsonl:2: not UTF-8"):
        load_questions(path)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from(sorted(FULL)), JSON_VALUES))
def test_any_json_object_is_a_question_or_a_clear_error(row: dict[str, object]) -> None:
    complaint = ""
    try:
        question = _read_question(json.dumps(row), "set.jsonl:4")
    except InputError as error:
        complaint = str(error)
    if complaint:
        assert complaint.startswith("set.jsonl:4: ")
    else:
        assert question.question == row["question"] and question.question.strip()
