import json

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quality.report import to_html, to_json, to_text
from benchmarks.quality.results import Judged, Measured, Part

PARTS = (
    Part(
        "boats",
        "on boats: 3 questions",
        (
            Measured("told only", 0.123),
            Measured("reached", 0.9, at_least=0.8),
            Measured("failed", 0.25, at_most=0.1, form="{:.0%}"),
        ),
        (
            Judged("1", "When did it leave?", ("Monday",), ("On Monday.",), True, "", 0.9, "Monday"),
            Judged(
                "2", "When did it come?", ("Friday",), ("On Sunday.",), False, "Wrong day.", 0.4, "Sunday"
            ),
            Judged("3", "Who rows?", (), (), False, "No reason.", 0.3),
        ),
        plotted=True,
    ),
    Part("speed", "how long", (Measured("a figure not measured", None, at_least=0.5),)),
)


def test_the_table_says_what_is_reached_and_how_many() -> None:
    lines = to_text(PARTS).splitlines()
    row = {line.split("  ")[1].strip(): line.split() for line in lines if line.startswith("  ")}
    assert row["reached"][-4:] == ["0.900", "≥", "0.800", "yes"]
    assert row["failed"][-4:] == ["25%", "≤", "10%", "NO"]
    assert row["told only"][-1] == "0.123"
    assert row["a figure not measured"][-4:] == ["–", "≥", "0.500", "NO"]
    assert lines[-1] == "1 of 3 met"
    assert lines.index("on boats: 3 questions") < lines.index("how long")


def test_json_holds_figures_times_and_every_question() -> None:
    written = json.loads(json.dumps(to_json(PARTS, {"boats": 1.5, "speed": 2.5}, {"half": "A"})))
    assert written["settings"] == {"half": "A"}
    boats = written["parts"]["boats"]
    assert boats["seconds"] == 1.5 and boats["about"] == "on boats: 3 questions"
    assert boats["figures"][1] == {
        "label": "reached",
        "value": 0.9,
        "at_least": 0.8,
        "at_most": None,
        "met": True,
    }
    assert [question["id"] for question in boats["questions"]] == ["1", "2", "3"]
    assert boats["questions"][1]["quoted"] == ["On Sunday."]


def test_the_page_shows_plots_and_every_miss() -> None:
    page = to_html(PARTS)
    assert page.count("<svg") == 2
    assert "Misses (2 of 3)" in page and page.count("<article>") == 2
    for text in ("When did it come?", "Friday", "On Sunday.", "Wrong day.", "0.40", "a refusal", "boats · 3"):
        assert text in page
    assert "When did it leave?" not in page
    assert "://" not in page and "<script" not in page


@settings(deadline=None)
@given(st.text() | st.sampled_from(["<script>", "</style><img src=x>", '" onload="x', "{css}"]))
def test_no_text_becomes_markup(text: str) -> None:
    def page_of(words: str) -> str:
        judged = Judged(words, words, (words,), (words,), False, words or "x", 0.5, words or "x")
        return to_html((Part(words, words, (Measured(words, 0.5, at_least=0.1),), (judged,)),))

    assert page_of(text).count("<") == page_of("x").count("<")
