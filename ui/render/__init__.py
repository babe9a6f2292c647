"""What the chat shows: HTML and Markdown in which nobody else's text is markup.

Pure functions from values to strings, so that what a reader sees can be tested without a browser.
"""

from ui.render.article import Mark, article_body, article_panel, panel, place_panel, problem_panel, turn_panel
from ui.render.text import byline, inert, plain_markdown, shorten
from ui.render.turns import Turn

__all__ = [
    "Mark",
    "Turn",
    "article_body",
    "article_panel",
    "byline",
    "inert",
    "panel",
    "place_panel",
    "plain_markdown",
    "problem_panel",
    "shorten",
    "turn_panel",
]
