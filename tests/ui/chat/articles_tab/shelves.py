"""An assistant with many articles, and how its Articles tab is opened and given files."""

from pathlib import Path

from playwright.sync_api import Page, expect

from qa.assistant import Assistant
from tests.fakes import article, numbered_article
from tests.ui.fakes_library import assistant_on

EVIL = (
    "<script>window.hit = 1</script> {{value}} ${window.hit = 1} <img src=x onerror='window.hit = 1'>\n\n"
    '**Bold** [link](https://evil.example) ![x](https://evil.example/x.png) </article></div><h1 id="evil">'
)


def stocked() -> Assistant:
    """Return an assistant on a library of many articles, one of which would like to be markup."""
    articles = [numbered_article(number) for number in range(60)]
    evil = article(EVIL, id="evil'\"><b>", title=EVIL[:60], source="<i>Herald</i>", author="A & B")
    cafe = article("Coffee is dear.\n\nThe zebra is striped.", id="cafe", title="Le Café", source="Écho")
    return assistant_on(evil, cafe, *articles)[0]


def open_tab(page: Page) -> None:
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator("#aq-shelf .aq-table, #aq-shelf .aq-start").first).to_be_visible()


def hand_in(page: Page, folder: Path, **files: str | bytes) -> None:
    """Choose files of these names (`_` for the dot) and wait until all is said of them."""
    for name, text in files.items():
        file = folder / name.replace("_", ".")
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    page.locator("#aq-zone input").set_input_files(sorted(str(file) for file in folder.iterdir()))
