"""The rules of the house that a machine can hold."""

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import qa
from index import errors
from qa.thresholds import STRICT
from ui.cli import COMMANDS, parser

ROOT = Path(__file__).parent.parent
ROOMS = ("index", "qa", "ui", "training")
MAY_IMPORT = {
    "index": {"index"},
    "qa": {"index", "qa"},
    "ui": {"index", "qa", "ui"},
    "training": {"index", "qa", "training"},
}
ONLY_IMPORTER = {
    "chromadb": "index/store",
    "sqlite3": "index/store",
    "psycopg": "index/store",
    "psycopg_pool": "index/store",
    "ray": "index/workers",
    "pyarrow": "index/workers",
    "fsspec": "index/loaders/object_storage.py",
    "gradio": "ui/chat",
    "sentence_transformers": "index/embedding/sentence_embedder.py",
    **dict.fromkeys(
        ("langchain", "langsmith", "langchain_openai", "langchain_anthropic", "langchain_ollama"),
        "qa/language_model/chat_model.py",
    ),
    **dict.fromkeys(("openai", "anthropic", "ollama"), "qa/language_model/chat_model.py"),
}
TRAINING = "training"
"""Where the reader is trained: nothing that answers imports from it, and it is not in the wheel."""
ONLY_IN = {
    "langchain_core": ("qa/retriever.py", "qa/runnable.py", "qa/language_model/chat_model.py"),
    "torch": (TRAINING, "index/embedding/export.py"),
    "transformers": (TRAINING, "index/embedding/export.py", "index/embedding/sentence_embedder.py"),
    "onnxruntime": (TRAINING, "index/embedding/runtime.py"),
    "openvino": ("index/embedding/runtime.py",),
    "onnx": (TRAINING,),
    "prometheus_client": ("ui/serving/metrics.py",),
}
SENDS_SCRIPTS = "ui/chat/server.py"
"""What puts the files of our own scripts into the page."""
SQL = re.compile(
    r"\b(?:SELECT\s.+\sFROM|INSERT\s.*INTO|DELETE\sFROM|UPDATE\s\w+\sSET|CREATE\s\w*\s?TABLE|PRAGMA|fts5)\b",
    re.DOTALL,
)
HEAVY = {
    "chromadb",
    "psycopg",
    "psycopg_pool",
    "ray",
    "prometheus_client",
    "gradio",
    "sentence_transformers",
    "transformers",
    "torch",
    "onnxruntime",
    "openvino",
    "tokenizers",
    "trafilatura",
    "pypdf",
    "docx",
    "jinja2",
    "rich",
    "sklearn",
    "langchain",
    "langsmith",
    "openai",
    "anthropic",
    "ollama",
}


def files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def imports(nodes: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(nodes):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node


def within(path: Path, homes: Iterable[str]) -> bool:
    return any(path.is_relative_to(ROOT / home) for home in homes)


def for_types_only(tree: ast.Module) -> set[ast.AST]:
    return {
        inner
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }


@pytest.mark.parametrize("path", files(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way_foreign_ones_have_one_home_and_heavy_ones_stand_where_they_are_used(
    path: Path,
) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    room = path.relative_to(ROOT).parts[0]
    typing_only = for_types_only(tree)
    for statement in tree.body:
        at_the_top = not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for module, node in imports(statement):
            package = module.partition(".")[0]
            assert package not in ROOMS or package in MAY_IMPORT[room], f"{room} may not import {module}"
            home = ONLY_IMPORTER.get(package)
            assert home is None or within(path, [home]), f"only {home} imports {package}"
            for imported, homes in ONLY_IN.items():
                held = module == imported or module.startswith(f"{imported}.")
                assert not held or within(path, homes), f"only {homes} import {imported}"
            if at_the_top and node not in typing_only and room != TRAINING:
                assert package not in HEAVY, f"{package} is imported where it is used"


@pytest.mark.parametrize("path", files(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_sql_stands_in_the_store_alone(path: Path) -> None:
    if not within(path, ["index/store"]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not [text for text in texts if SQL.search(text)]


def room_of(*parts: str) -> str:
    """A folder of a floor with all that is in it, or one of the floor's own files."""
    return "/".join(parts[:2])


def rooms_imported(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = for_types_only(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node not in typing_only:
            parts = node.module.split(".")
            if parts[0] in ROOMS:
                yield from (
                    room_of(*parts, alias.name) if len(parts) == 1 else room_of(*parts)
                    for alias in node.names
                )


def test_no_rooms_import_each_other_in_a_circle() -> None:
    imported: dict[str, set[str]] = {}
    for path in files(*ROOMS):
        room = room_of(*path.relative_to(ROOT).with_suffix("").parts)
        imported.setdefault(room, set()).update(rooms_imported(path))
    order = TopologicalSorter({room: others - {room} for room, others in imported.items()})
    order.prepare()  # raises CycleError, which names the circle


def test_no_file_outgrows_its_room() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files(*ROOMS)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long


def test_the_top_level_holds_what_it_should() -> None:
    expected = {
        *("pyproject.toml", "README.md", "qa", "index", "ui", "tests", "seeds", "benchmarks", "training"),
        *("deploy", "docs", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    }
    made_by_tools = {"build", "article_qa.egg-info"}
    present = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - made_by_tools
    assert present == expected


def test_the_samples_are_the_two_articles_and_nothing_else() -> None:
    assert sorted(path.name for path in (ROOT / "seeds").iterdir()) == [
        "Putin-in-Pyongyang-essay.txt",
        "korea-herald-putin-pyongyang-trip.txt",
    ]


def test_the_public_face_names_every_value_and_every_error_a_caller_meets() -> None:
    values = {
        *("STRICT", "Answer", "AnswerKind", "Article", "Assistant", "Citation", "Disagreement", "Draft"),
        *("Hit", "Reading", "SearchFilter", "Section", "Speaker", "Support", "Timings", "Turn", "Usage"),
        *("WrittenSentence", "Writing", "answer"),
    }
    failures = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert set(qa.__all__) == values | failures
    for name in set(qa.__all__) - {"STRICT"}:
        assert getattr(qa, name).__name__ == name
    assert qa.STRICT == STRICT


def test_importing_the_public_face_loads_nothing_of_it() -> None:
    loaded = "import qa, sys; print([m for m in sys.modules if m.startswith(('qa.', 'index.', 'numpy'))])"
    ran = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    choices = next(
        action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    ).choices
    assert set(choices) == set(COMMANDS)
    for name, command in choices.items():
        assert f"qa {name}" in readme
        assert command.description
        assert all(action.help or not action.option_strings for action in command._actions)


def test_every_dependency_earns_its_place_in_a_line() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = re.split(r"[>=\[]", requirement)[0]
        assert f"{name}" in contributing, f"why is {name} needed?"


def test_the_wheel_holds_every_file_that_the_page_is_made_of() -> None:
    import tomllib

    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    patterns = tools["setuptools"]["package-data"]["*"]
    packages = {file.parent for file in files(*ROOMS) if file.name == "__init__.py"}
    held = {file for package in packages for pattern in patterns for file in package.glob(pattern)}
    needed = {
        file for room in ROOMS for kind in ("html", "css", "js") for file in (ROOT / room).rglob(f"*.{kind}")
    }
    assert needed and needed <= held


TAG = re.compile(r"(?<!\?P)</?[a-z][a-z0-9]*[\s>/]")


def test_nothing_but_a_template_makes_html() -> None:
    """Text is escaped because of its type: nobody has to remember to."""
    for path in (path for room in (*ROOMS, "benchmarks/quality") for path in (ROOT / room).rglob("*.html")):
        assert not re.search(r"\|\s*safe\b|autoescape", path.read_text(encoding="utf-8")), path
    for path in files("ui", "qa"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = str(path.relative_to(ROOT))
        documented = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Markup":
                assert name == "qa/templates.py", f"{name} says of text that it is HTML"
            if (
                name != SENDS_SCRIPTS
                and isinstance(node, ast.JoinedStr | ast.Constant)
                and node not in documented
            ):
                parts = node.values if isinstance(node, ast.JoinedStr) else [node]
                written = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts
                )
                assert not TAG.search(written), f"{name} puts HTML together: {written}"
