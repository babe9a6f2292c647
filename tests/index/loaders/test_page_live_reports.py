import pytest

from tests.cpu_time_limit import cpu_time_limit
from tests.index.loaders.pages import shown

ENTRIES = [
    ("16:20", "Bridge open", "The bridge was opened again after the engineers had looked at its piers."),
    ("11.05am", "Bridge shut", "The police shut the bridge at Tarn because the water had reached the road."),
    ("8:30", "Rain goes on", "Rain has fallen for thirty hours, and it will go on until the night."),
]
LAYOUTS = {
    "sections": "<section><time>{0}</time><h2>{1}</h2><p>{2}</p></section>",
    "permalinks": '<div class="block" id="b{0}"><p class="block-time"><a href="#b1"><time>{0}</time></a></p>'
    '<h2 class="block-title">{1}</h2><div><p>{2}</p></div></div>',
    "headers": '<article class="post"><header><span class="post-time">{0}</span><h3>{1}</h3></header>'
    "<p>{2}</p></article>",
    "items": '<li class="stream"><article><header><span class="time">{0}</span><h3>{1}</h3></header>'
    "<p>{2}</p></article></li>",
    "flat": "<time>{0}</time><h2>{1}</h2><p>{2}</p>",
    "flat lines": '<div class="timestamp">{0}</div><h2>{1}</h2><p>{2}</p>',
    "with a name": '<div class="entry"><div><time>{0}</time> <b class="byline">Ada Lind</b></div>'
    "<h2>{1}</h2><p>{2}</p></div>",
    "below the text": '<div class="entry"><h3>{1}</h3><p>{2}</p><footer><time>{0}</time></footer></div>',
    "by no class": '<div class="entry"><abbr title="x">{0}</abbr> <h4>{1}</h4><div>{2}</div></div>',
    "in the heading": "<section><h3><time>{0}</time> {1}</h3><p>{2}</p></section>",
    "in the text": "<h3>{1}</h3><p><time>{0}</time> {2}</p>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_time_of_each_entry_stands_before_its_text(layout: str) -> None:
    stream = "".join(layout.format(*entry) for entry in ENTRIES)
    text = shown(f"<ol>{stream}</ol>" if layout.startswith("<li") else stream)
    place = 0
    for moment, heading, prose in ENTRIES:
        places = [text.index(part, place) for part in (moment, prose)]
        assert places == sorted(places)
        assert heading in text
        place = places[-1]


def test_a_time_counted_back_is_kept_as_it_is() -> None:
    stream = "".join(
        f"<section><time>{n}h ago</time><p>{prose}</p></section>"
        for n, (_, _, prose) in enumerate(ENTRIES, 2)
    )
    assert shown(stream).startswith("2h ago\nThe bridge")


def test_a_time_in_a_list_of_definitions_is_the_term() -> None:
    stream = "".join(f"<dt><time>{moment}</time></dt><dd>{prose}</dd>" for moment, _, prose in ENTRIES)
    assert shown(f"<dl>{stream}</dl>").startswith("- 16:20: The bridge")


@pytest.mark.parametrize(
    "body",
    [
        "<div class=meta>Published <time>3 June 2024</time> Updated <time>4 June 2024</time></div>",
        "<div><time>3 June 2024</time></div>",
        "<aside><ul><li><a href=/a>Other thing</a> <time>3h ago</time></li>"
        "<li><a href=/b>More</a> <time>4h ago</time></li></ul></aside>",
    ],
)
def test_times_that_head_no_entry_are_not_added(body: str) -> None:
    assert shown(body) == ""


def test_announcements_of_other_pages_are_no_entries() -> None:
    teasers = "".join(
        f"<section><h3><a href=/x>{heading}</a></h3><time>{moment}</time><p>{prose}</p></section>"
        for moment, heading, prose in ENTRIES
    )
    assert "16:20" not in shown(f"<div>{teasers}</div>")


def test_many_times_in_one_link_cost_no_more_than_their_number() -> None:
    with cpu_time_limit():
        shown(f"<div><a href=/x>{'<time>12:00</time> x ' * 7_000}</a></div>")
