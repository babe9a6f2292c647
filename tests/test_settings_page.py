"""The table of all settings holds what is read from the environment, and nothing else."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def named_by_the_page() -> list[str]:
    """Return the names in the first column of the tables."""
    first_cells = re.findall(r"^\|([^|]*)\|", PAGE, re.MULTILINE)
    return [name for cell in first_cells for name in re.findall(r"`(QA_\w+)`", cell)]


def read_by_the_code() -> set[str]:
    """Return every constant that is a name of ours alone: in messages names stand among words."""
    return {
        node.value
        for room in ("index", "qa", "ui")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"QA_[A-Z_]+", node.value)
    }


def test_every_setting_that_is_read_has_a_line_and_every_line_is_of_one_that_is_read() -> None:
    assert set(named_by_the_page()) == read_by_the_code()


def test_no_setting_has_two_lines() -> None:
    assert len(named_by_the_page()) == len(set(named_by_the_page()))


def test_no_other_page_names_a_setting_that_there_is_not() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"QA_[A-Z_]+\b", page.read_text(encoding="utf-8"))}
    assert named <= read_by_the_code()
