from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from qa.templates import Templates

texts = st.text() | st.text(st.sampled_from("<>&;#\"'\r\n a{}%"), max_size=30)


class Parsed(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(str(page))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "p"
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    folder = tmp_path_factory.mktemp("templates")
    for name, source in {
        "text.html": '<p title="{{ text }}">{{ text }}</p>',
        "macros.html": "{% macro twice(text) %}{{ text }}{{ text }}{% endmacro %}",
        "layout.html": (
            "<ul>\n  {% for one in all %}\n  <li>\n"
            "    {{ one|loud }}, or\n    not\n"
            "  </li>\n  {% endfor %}\n</ul>\n"
        ),
        "wrong.html": "<p>\n  {{ text }}\n</p>\n\n{% nonsense %}\n",
    }.items():
        (folder / name).write_text(source, encoding="utf-8")
    return Templates(folder, filters={"loud": str.upper})


@given(texts)
def test_text_is_never_markup_and_reads_as_it_was_written(templates: Templates, text: str) -> None:
    read = Parsed(templates.render("text.html", text=text))
    assert read.attributes == [("title", text)]
    assert read.text == text


def test_html_that_a_template_made_stands_in_another_as_it_is(templates: Templates) -> None:
    made = templates.macro("macros.html", "twice", "<b>")
    assert isinstance(made, Markup) and made == "&lt;b&gt;&lt;b&gt;"
    assert f'<p title="{made}">{made}</p>' == templates.render("text.html", text=made)


def test_what_no_file_can_hold_is_shown_as_a_question_mark(templates: Templates) -> None:
    assert Parsed(templates.render("text.html", text="a\ud800b")).text == "a?b"


def test_a_line_break_beside_a_tag_is_layout(templates: Templates) -> None:
    assert templates.render("layout.html", all=["a", "b"]) == (
        "<ul><li>A, or\n    not</li><li>B, or\n    not</li></ul>"
    )


def test_a_value_that_is_missing_is_an_error(templates: Templates) -> None:
    with pytest.raises(UndefinedError, match="text"):
        templates.render("text.html")


def test_an_error_in_a_template_names_its_line(templates: Templates) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        templates.render("wrong.html")
    assert caught.value.lineno == 5


def test_a_template_is_compiled_once(templates: Templates, monkeypatch: pytest.MonkeyPatch) -> None:
    before = templates.render("text.html", text="x")
    monkeypatch.setattr(Path, "open", None)
    assert templates.render("text.html", text="x") == before
