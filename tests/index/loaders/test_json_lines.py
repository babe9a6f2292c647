import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders import json_lines, load_file
from tests.index.loaders.samples import BODY, article, articles, error, errors, write


def row(**fields: object) -> str:
    return json.dumps({"text": BODY, **fields})


def test_a_line_gives_an_article(tmp_path: Path) -> None:
    fields = {"source": "Valley Gazette", "author": "Jane Doe", "url": "https://example.org/a"}
    path = write(
        tmp_path,
        "a.jsonl",
        "\n" + row(id="lake", title="Lake\ntalks", published="2024-06-16", **fields) + "\n",
    )
    assert article(path) == Article(
        id="lake",
        text=BODY,
        title="Lake talks",
        published=date(2024, 6, 16),
        path=f"{path}#2",
        source="Valley Gazette",
        author="Jane Doe",
        url="https://example.org/a",
    )


def test_only_the_text_is_required(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "a.jsonl", row(title=None, id=None, published="", source=None)))
    assert (loaded.id, loaded.source, loaded.published) == ("", None, None)
    assert loaded.title == "The talks began on Monday in a hotel by the lake, officials said. They went on…"


@pytest.mark.parametrize(("given_id", "read_id"), [("a", "a"), (7, "7"), (" a ", "a"), ("", "")])
def test_an_id_is_a_string_or_a_number(tmp_path: Path, given_id: object, read_id: str) -> None:
    assert article(write(tmp_path, "a.jsonl", row(id=given_id))).id == read_id


def test_a_field_that_cannot_be_read_is_told_of_and_the_article_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", row(id="a") + "\n" + row(title="Lake talks", published="soon"))
    first, second = articles(path)
    assert first.left_out == ()
    assert (second.title, second.published) == ("Lake talks", None)
    assert second.left_out == (f'{path}:2: "published" is no day that can be read ("soon")',)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        (row()[:-1], "not JSON"),
        ("plain text", "not JSON"),
        ("[]", "not an object"),
        ('"text"', "not an object"),
        ("{}", "has no text"),
        ('{"text": null}', "has no text"),
        ('{"text": " \\n"}', "has no text"),
        ('{"text": 5}', "not a string"),
        ('{"text": ["a"]}', "not a string"),
        (r'{"text": "a \ud800 b"}', "half of a character"),
        (r'{"text": "a", "title": "\udfff"}', "half of a character"),
        (r'{"text": "a \u0000 b"}', "NUL"),
        (row(id="x" * 201), "longer than 200"),
        (row(id="a\nb"), "control characters"),
        (row(id="\ud800"), "control characters"),
        (row(id=1.5), '"id" is neither'),
        (row(id=True), '"id" is neither'),
        (row(id=["a"]), '"id" is neither'),
        ("[" * 100_000, "nested too deep"),
        ('{"text": "a", "id": ' + "9" * 5_000 + "}", "too long a number"),
    ],
)
def test_a_bad_line_is_reported_by_number_and_stops_nothing(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path, "news.jsonl", f"{row(id='first')}\n{line}\n{row(id='last')}\n")
    first, bad, last = load_file(path)
    assert isinstance(first, Article) and isinstance(last, Article)
    assert (first.id, last.id) == ("first", "last")
    assert isinstance(bad, UnreadableArticle)
    assert bad.where == f"{path}:2"
    assert reason in bad.reason
    assert "\n" not in str(bad)


def test_a_line_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    data = row().encode() + b"\n" + '{"text": "café"}'.encode("latin-1") + b"\n"
    (bad,) = errors(write(tmp_path, "a.jsonl", data))
    assert bad.where.endswith("a.jsonl:2")
    assert "not UTF-8" in bad.reason


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert article(write(tmp_path, "a.jsonl", "\ufeff" + row())).text == BODY


def test_a_gzipped_file_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl.gz", gzip.compress(f"{row(id=1)}\n{row(id=2)}".encode()))
    assert [(loaded.id, loaded.path) for loaded in articles(path)] == [("1", f"{path}#1"), ("2", f"{path}#2")]


def test_a_cut_off_gzip_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    lines = "".join(row(id=number, title=f"{number * 7919 % 1000}") + "\n" for number in range(3000))
    whole = gzip.compress(lines.encode())
    *loaded, last = load_file(write(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2]))
    assert len(loaded) > 1000
    assert [each.id for each in loaded if isinstance(each, Article)] == [
        str(number) for number in range(len(loaded))
    ]
    assert isinstance(last, UnreadableArticle)
    assert last.where.endswith(f"a.jsonl.gz:{len(loaded) + 1}")
    assert "cut-off" in last.reason


def test_a_damaged_gzip_is_reported(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress("".join(row(id=number) + "\n" for number in range(50)).encode()))
    whole[40] ^= 0xFF
    *_, last = load_file(write(tmp_path, "a.jsonl.gz", bytes(whole)))
    assert isinstance(last, UnreadableArticle)
    assert "gzip" in last.reason


def test_files_of_another_kind_are_reported_once(tmp_path: Path) -> None:
    assert "not a gzip file" in error(write(tmp_path, "a.jsonl.gz", row()))
    assert "gzip archive" in error(write(tmp_path, "b.jsonl", gzip.compress(row().encode())))
    assert "UTF-8" in error(write(tmp_path, "c.jsonl", f"{row()}\n{row()}\n".encode("utf-16")))
    assert "PNG" in error(write(tmp_path, "d.jsonl", b"\x89PNG\n\n\n"))
    assert "empty" in error(write(tmp_path, "e.jsonl", ""))
    assert "empty" in error(write(tmp_path, "f.jsonl", "\n \n"))


def test_a_line_over_the_limit_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MAX_LINE_BYTES", 300)
    path = write(tmp_path, "a.jsonl", f"{row()}\n{row(title='x' * 5000)}\n{row(id=3)}\n")
    first, bad, last = load_file(path)
    assert isinstance(first, Article) and isinstance(last, Article)
    assert isinstance(bad, UnreadableArticle)
    assert bad.where.endswith(":2")
    assert last.path == f"{path}#3"


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.lists(st.text(), max_size=2)
)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["id", "title", "text", "source", "author", "published", "url"]), VALUES)
)
def test_any_object_gives_a_storable_article_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, object]
) -> None:
    path = write(tmp_path_factory.getbasetemp(), "any.jsonl", json.dumps(fields))
    (loaded,) = load_file(path)
    if isinstance(loaded, UnreadableArticle):
        assert "\n" not in str(loaded)
    else:
        assert loaded.text == fields["text"]
        assert loaded.title and len(loaded.title.splitlines()) == 1
        for value in loaded.card().values():
            (value or "").encode("utf-8")
