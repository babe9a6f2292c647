"""HTML from Jinja2 templates, in which every value is text unless its type says that it is HTML."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    import jinja2

_LAYOUT = re.compile(r"(?:(?<=>)|(?<=[%}#]\}))[^\S\n]*\n\s*|(?<!\s)[^\S\n]*\n\s*(?=<|\{[{%#])")
"""Regular expression of the line breaks in a template that stand beside a tag or an expression, and of the
indentation after them."""

_CARRIAGE_RETURN = Markup("&#13;")
"""Reference to a carriage return: as it stands, a browser would read it as a line feed."""


class Templates:
    """The templates of some folders; each is compiled once, when it is first used.

    A line break beside a tag or an expression is layout of the template and no part of the HTML. A
    missing value is an error.
    """

    def __init__(self, *folders: Path, filters: Mapping[str, Callable[..., object]] | None = None) -> None:
        """Take the folders in the order in which a template is looked for, and filters by name."""
        self._folders = folders
        self._filters = filters or {}

    def render(self, template: str, **values: object) -> Markup:
        """Return the HTML that a template makes of values."""
        return Markup(self._environment.get_template(template).render(values))  # noqa: S704

    def macro(self, template: str, name: str, *values: object) -> Markup:
        """Return the HTML that a template's macro makes of values."""
        made: Markup = getattr(self._environment.get_template(template).module, name)(*values)
        return made

    @cached_property
    def _environment(self) -> "jinja2.Environment":
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        class Loader(FileSystemLoader):
            def get_source(self, environment: Environment, template: str) -> Any:
                source, *rest = super().get_source(environment, template)
                return _LAYOUT.sub(_comment, source), *rest

        environment = Environment(
            loader=Loader(self._folders),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_escaped,
            auto_reload=False,
            cache_size=-1,
        )
        environment.filters |= self._filters
        return environment


def _comment(layout: re.Match[str]) -> str:
    """Return a comment of as many lines, so that an error in a template names the right one."""
    return "{#" + "\n" * layout[0].count("\n") + "#}"


def _escaped(value: object) -> object:
    """Escape text so that it reads as it was written; a lone surrogate, which UTF-8 lacks, becomes a “?”."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return escape(value.encode("utf-8", "replace").decode("utf-8")).replace("\r", _CARRIAGE_RETURN)
