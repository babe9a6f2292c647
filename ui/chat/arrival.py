"""A page that is opened or reloaded by its address, which may name an article or a place in one."""

from dataclasses import replace
from urllib.parse import parse_qs

from index.errors import ArticleNotFound, ArticleQAError
from ui.chat.chat_controller import ChatController, PageUpdate, Session
from ui.chat.client_state import ClientState
from ui.render.sources_panel import article_panel, passage_panel, problem_panel
from ui.render.written import writing_switch

ASTRAY = (
    "This link leads to no place in these articles: {}. Ask whoever gave it to you, or search for the words."
)


def arrive(controller: ChatController, query: str, state: ClientState, session: Session) -> PageUpdate:
    """Return the page as it is opened or reloaded; `query` is that of its address (?article=…)."""
    state = replace(state, editing=False)
    try:
        update = controller.shown(state, controller.turns(state, session))
    except ArticleQAError as error:
        anew = replace(state, conversation="")
        update = replace(controller.shown(anew, ()), warning=str(error))
    update = replace(update, writing_switch=writing_switch(controller.model, written=state.written))
    link = parse_qs(query.lstrip("?")[:4000])
    if "article" not in link:
        return update
    return replace(
        update, sources_panel=_linked(controller, link["article"][0], link.get("start"), link.get("end"))
    )


def _linked(
    controller: ChatController, article_id: str, start: list[str] | None, end: list[str] | None
) -> str:
    """Return the panel for a link to an article, or to a place in it."""
    try:
        article = controller.library.record.article(article_id)
        if not start and not end:
            return article_panel(article)
        first, last = int((start or [""])[0]), int((end or [""])[0])
    except ArticleNotFound:
        return problem_panel(ASTRAY.format("the article is not in this library"))
    except ValueError:
        return problem_panel(ASTRAY.format("its start and end are not both numbers"))
    if not 0 <= first < last <= len(article.text):
        return problem_panel(ASTRAY.format("the article is shorter, or was edited since"))
    return passage_panel(article, first, last, linked=True)
