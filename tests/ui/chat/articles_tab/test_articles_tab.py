from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qa.assistant import Assistant
from tests.ui.browsing import SCHEMES, ClientState, check_accessibility, serving
from tests.ui.chat.articles_tab.shelves import EVIL, hand_in, open_tab
from tests.ui.fakes_library import assistant_on

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


def titles(page: Page) -> list[str]:
    return page.locator("#aq-shelf [data-open]").all_inner_texts()


def search(page: Page, words: str) -> None:
    page.get_by_label("Search in the articles").fill(words)


def test_a_long_list_comes_in_pages(page: Page) -> None:
    expect(page.locator("#aq-shelf tbody tr")).to_have_count(50)
    first = titles(page)
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".aq-pager")).to_contain_text("Page 2 of 2")
    second = titles(page)
    assert len(second) >= 12 and not set(first) & set(second)
    page.get_by_role("button", name="Previous").click()
    expect(page.locator(".aq-pager")).to_contain_text("Page 1 of 2")
    assert titles(page) == first


def test_articles_are_found_by_name_and_by_what_they_say(page: Page) -> None:
    search(page, "cafe echo")
    expect(page.locator("#aq-shelf")).to_contain_text("1 article with “cafe echo”")
    assert titles(page)[0] == "Le Café"
    search(page, "case7x0")
    expect(page.locator("#aq-shelf")).to_contain_text("No title, source or author has “case7x0”.")
    expect(page.get_by_role("heading", name="In the text, nearest first")).to_be_visible()
    expect(page.locator("#aq-shelf tbody tr").first).to_contain_text("case7x0")
    assert titles(page)[0] == "Report 7"
    search(page, "")
    expect(page.locator("#aq-shelf tbody tr")).to_have_count(50)


def test_an_article_is_read_whole_and_nothing_of_it_is_markup(page: Page, assistant: Assistant) -> None:
    search(page, "script")
    expect(page.locator("#aq-shelf")).to_contain_text("1 article with “script”")
    page.locator("#aq-shelf [data-open]").first.click()
    expect(page.locator("#aq-opened h2")).to_be_focused()
    assert page.locator("#aq-opened .aq-text").text_content() == EVIL
    whole = page.locator("#aq-articles")
    assert whole.locator("script, img, b, i, #evil, a[href*=evil]").count() == 0
    assert page.evaluate("window.hit") is None
    expect(page.locator("#aq-opened header")).to_contain_text("<i>Herald</i> · A & B")
    assert page.locator("#aq-opened [data-about]").get_attribute("data-about") == "evil'\"><b>"


def test_removing_asks_first(page: Page, assistant: Assistant, tmp_path: Path) -> None:
    hand_in(page, tmp_path, gone_txt="A text that is soon gone, about otters.")
    expect(page.locator("#aq-adding")).to_contain_text("Done: 1 added.")
    page.locator("#aq-adding").get_by_role("button", name="gone.txt").click()
    page.get_by_role("button", name="Remove…").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keep it")).to_be_hidden()
    expect(page.get_by_role("button", name="Remove…")).to_be_focused()
    assert assistant.library.record.article("gone")
    page.get_by_role("button", name="Remove…").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("#aq-opened")).to_have_text("Removed “Gone”.")
    assert "Gone" not in titles(page)
    assert assistant.library.record.find("id", "gone") == []


def test_an_article_that_another_reader_removed_is_said_to_be_gone(
    page: Page, visit: ClientState, address: str, tmp_path: Path
) -> None:
    hand_in(page, tmp_path, brief_txt="A text about mayflies.")
    expect(page.locator("#aq-adding")).to_contain_text("Done: 1 added.")
    other = visit(address)
    open_tab(other)
    for reader in (page, other):
        reader.locator("#aq-shelf").get_by_role("button", name="Brief", exact=True).click()
        reader.get_by_role("button", name="Remove…").click()
    for reader in (page, other):
        reader.get_by_role("button", name="Remove it").click()
        expect(reader.locator("#aq-shelf").get_by_role("button", name="Brief", exact=True)).to_have_count(0)
    expect(other.get_by_role("alert")).to_have_text("This article is no longer in the library.")


def test_ask_about_this_article_leads_to_the_question(page: Page) -> None:
    search(page, "cafe")
    expect(page.locator("#aq-shelf")).to_contain_text("1 article with “cafe”")
    page.locator("#aq-shelf [data-open]").first.click()
    page.get_by_role("button", name="Ask about this article").click()
    expect(page.locator("#aq-ask textarea")).to_be_visible()
    expect(page.get_by_role("tabpanel").get_by_text("Le Café").first).to_be_visible()


def test_everything_is_reached_with_the_keyboard(page: Page) -> None:
    search(page, "cafe")
    expect(page.locator("#aq-shelf")).to_contain_text("1 article")
    page.get_by_label("Search in the articles").press("Tab")
    expect(page.locator("#aq-shelf [data-open]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#aq-opened h2")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Back to the list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#aq-shelf [data-open]").first).to_be_focused()
    page.locator("#aq-zone input").focus()
    expect(page.locator("#aq-zone input")).to_be_focused()


def test_on_a_phone_nothing_is_cut_off(visit: ClientState, address: str) -> None:
    page = visit(address, 360, 740)
    open_tab(page)
    page.locator("#aq-shelf [data-open]").first.click()
    expect(page.locator("#aq-opened h2")).to_be_in_viewport()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_axe_finds_no_fault(page: Page, tmp_path: Path) -> None:
    hand_in(page, tmp_path, photo_png=b"x", axe_txt="A text about axes.")
    expect(page.locator("#aq-adding")).to_contain_text("Done:")
    search(page, "case7x0")
    expect(page.locator("#aq-shelf")).to_contain_text("nearest first")
    page.locator("#aq-shelf [data-open]").first.click()
    page.get_by_role("button", name="Remove…").click()
    expect(page.get_by_role("button", name="Remove it")).to_be_visible()
    check_accessibility(page)


def test_a_long_page_scrolls_and_the_article_stays_in_view(page: Page) -> None:
    last = page.locator("#aq-shelf [data-open]").last
    last.scroll_into_view_if_needed()
    last.click()
    expect(page.locator("#aq-opened h2")).to_be_in_viewport()
    expect(page.get_by_role("tab", name="Articles")).to_be_in_viewport()


def test_an_empty_library_offers_the_samples(visit: ClientState) -> None:
    with serving(assistant_on()[0]) as url:
        page = visit(url)
        open_tab(page)
        expect(page.locator("#aq-shelf")).to_contain_text("No articles yet")
        page.get_by_role("button", name="Load the sample articles").click()
        expect(page.locator("#aq-shelf [data-open]")).to_have_count(2)
        expect(page.locator("#aq-shelf")).to_contain_text("16 June 2024")
