"""Adding articles in a browser: files chosen or dropped, and an address."""

import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qa.assistant import Assistant
from tests.fakes import WordEmbedder
from tests.ui.browsing import ClientState
from tests.ui.chat.articles_tab.shelves import hand_in
from tests.ui.fakes_library import Gate
from ui.chat.uploads import FOLDER

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

TRAMS = "Trams of Oslo\n\nThe mayor opened the new tram line on Friday. It cost forty million kroner."
PAGE = "<html><head><title>Bees</title></head><body><article><h1>Bees</h1>{}</article></body></html>".format(
    "<p>Bees made more honey than ever in the hills this spring, keepers say.</p>" * 12
)


def test_files_are_added_with_progress_and_a_bad_one_keeps_back_no_other(
    page: Page, tmp_path: Path, assistant: Assistant
) -> None:
    hand_in(page, tmp_path, trams_txt=TRAMS, bad_pdf="no pdf", photo_png=b"x")
    expect(page.locator("#aq-adding")).to_contain_text("Done: 1 added, 2 failed.")
    said = page.locator("#aq-adding li.aq-failed").all_inner_texts()
    assert "bad.pdf" in said[0] and "not a PDF" in said[0]
    assert "photo.png" in said[1] and "not a format that can be read" in said[1]
    expect(page.locator("#aq-shelf [data-open]").first).to_have_text("Trams of Oslo")
    assert assistant.library.record.article("trams").path == "uploaded/trams.txt"
    left = [file for file in Path(os.environ[FOLDER]).rglob("*") if file.is_file()]
    assert left == [], "what was uploaded is deleted"

    hand_in(page, tmp_path, trams_txt=TRAMS.replace("forty", "fifty"), bad_pdf="no", photo_png=b"x")
    expect(page.locator("#aq-adding")).to_contain_text("Done: 1 updated, 2 failed.")
    assert "fifty" in assistant.library.record.article("trams").text


def test_a_file_that_is_too_large_is_not_even_sent(page: Page, tmp_path: Path) -> None:
    page.evaluate("Object.defineProperty(File.prototype, 'size', { get: () => 3e8 })")
    hand_in(page, tmp_path, large_txt="a text")
    expect(page.locator("#aq-adding li.aq-failed")).to_contain_text("over 200 MB")


def test_dropping_a_file_adds_it(page: Page) -> None:
    page.locator(".aq-drop").first.evaluate(
        """zone => {
            const data = new DataTransfer();
            data.items.add(new File(["A dropped text about violins."], "violins.txt"));
            zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
        }"""
    )
    expect(page.locator("#aq-adding")).to_contain_text("Done: 1 added.")
    expect(page.locator("#aq-adding")).to_contain_text("violins.txt")


def test_others_ask_while_articles_are_being_added(
    page: Page, visit: ClientState, address: str, tmp_path: Path, assistant: Assistant
) -> None:
    gate, embedder = Gate(), assistant.library.embedder
    assert isinstance(embedder, WordEmbedder)
    embedder.before_embedding = gate
    try:
        hand_in(page, tmp_path, slow_txt="A slow text about glaciers.")
        assert gate.reached.wait(60)
        expect(page.locator("#aq-adding")).to_contain_text("reading…")
        other = visit(address)
        other.locator("#aq-ask textarea").fill("zebra striped")
        other.keyboard.press("Enter")
        expect(other.get_by_text("The zebra is striped.").first).to_be_visible()
        expect(page.locator("#aq-adding")).to_contain_text("0 of 1 done")
        more = tmp_path / "more"
        more.mkdir()
        hand_in(page, more, photo_png=b"x")
        expect(page.locator("#aq-adding")).to_contain_text("Adding: 1 of 2 done (1 failed)")
    finally:
        embedder.before_embedding = lambda _texts: None
        gate.open()
    expect(page.locator("#aq-adding")).to_contain_text("Done: 1 added, 1 failed.")


def test_an_address_is_fetched_because_the_reader_asks_for_it(page: Page) -> None:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGE.encode()
            self.send_response(200 if self.path == "/bees" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{site.server_port}"
        box = page.get_by_label("Address of a web page")
        box.fill(f" {url}/bees ")
        box.press("Enter")
        expect(page.locator("#aq-adding")).to_contain_text("Done: 1 added.")
        expect(page.locator("#aq-shelf [data-open]").first).to_have_text("Bees")
        box.fill(f"{url}/none")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator("#aq-adding li.aq-failed")).to_contain_text("the server answers 404")
        site.shutdown()
