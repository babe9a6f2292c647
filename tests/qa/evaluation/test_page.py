import re

import pytest

from qa.evaluation.page import confidence, miss, page, row, shown, table, times


def test_a_page_has_its_title_as_text_and_its_sections_as_they_are() -> None:
    whole = page("Boats & <b>", ["<p>one</p>", "<p>two</p>"])
    assert "<title>Boats &amp; &lt;b&gt;</title>" in whole and "<h1>Boats &amp; &lt;b&gt;</h1>" in whole
    assert whole.index("<p>one</p>") < whole.index("<p>two</p>")
    assert "default-src 'none'" in whole


def test_a_table_may_have_no_head() -> None:
    assert "<thead>" not in table([], [row("a", ["1"])])
    assert table(["Name", "Is"], [row("<a>", ["1 < 2"])]).count("<th ") == 3
    assert "&lt;a&gt;" in row("<a>", ["1 < 2"]) and "1 &lt; 2" in row("<a>", ["1 < 2"])


def test_the_entry_of_a_miss_shows_all_there_is_to_know() -> None:
    entry = miss("Who <rows>?", "Nobody.", "set · 1", [("Expected", "Ann"), ("Quoted", "<Bob>")])
    for text in ("Who &lt;rows&gt;?", "Nobody.", "set · 1", "<dt>Expected</dt>", "&lt;Bob&gt;"):
        assert text in entry


def test_plots_are_of_answers() -> None:
    assert confidence([0.9, 0.2], [True, False], 3).count("<svg") == 2
    assert "nothing to plot" in confidence([], [], 3)


def test_what_no_file_can_hold_is_shown_as_a_question_mark() -> None:
    assert shown("a\ud800b") == "a?b"


def test_bars_are_as_high_as_their_bins_are_full() -> None:
    part = times([0.1, 0.1, 0.1, 0.1, 0.3])
    heights = [float(height) for height in re.findall(r'class="bar".*? height="(.+?)"', part)]
    assert max(heights) == pytest.approx(4 * min(filter(None, heights)), rel=0.01)
    assert "4 answers in 0.1 to" in part
    assert "nothing to plot" in times([])
