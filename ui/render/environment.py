"""The templates of the web chat (`ui/templates`) and the filters that they write values with."""

from pathlib import Path

from index.articles import byline, written_date
from index.text.plurals import several
from qa.templates import Templates
from ui.render.answer_layout import attribution
from ui.render.text import shorten

TEMPLATES = Templates(
    Path(__file__).parents[1] / "templates",
    filters={
        "attribution": attribution,
        "byline": byline,
        "day": written_date,
        "number": "{:,}".format,
        "percent": "{:.0%}".format,
        "several": several,
        "shorten": shorten,
    },
)

render, macro = TEMPLATES.render, TEMPLATES.macro
