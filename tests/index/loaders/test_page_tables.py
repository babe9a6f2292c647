import pytest

from tests.index.loaders.pages import ABOVE, BELOW, shown


def table(*rows: str) -> str:
    return (
        "<table><tr><th>Name</th><th>Votes</th></tr>"
        + "".join(f"<tr>{row}</tr>" for row in rows)
        + "</table>"
    )


HEAD = "| Name | Votes |\n|---|---|\n"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<ul><li>10 am to 8 pm</li></ul>", "10 am to 8 pm"),
        ("<ul><li>3,000</li><li>2,000 by post</li></ul>", "3,000; 2,000 by post"),
        ("<p>4,000.</p><p>Of 9,000</p>", "4,000. Of 9,000"),
        ("<div>mayor <span><a href=/m>Bo Rask</a></span></div>", "mayor Bo Rask"),
        ("<time>10:00</time> <label>sharp</label>", "10:00 sharp"),
        ("300<sup>2</sup>", "300"),
        ("<del>1</del> 2<br>now", "2 now"),
        ("%", "%"),
        ("", ""),
    ],
)
def test_a_cells_text_is_one_line(cell: str, text: str) -> None:
    assert shown(table(f"<td>Ada Lind</td><td>{cell}</td>")) == f"{HEAD}| Ada Lind | {text} |"


def test_a_table_of_links_under_heads_is_kept() -> None:
    rows = [
        f"<td><a href=/{name}>{name} of Tarn United</a></td><td><a href=/t>the first team</a></td>"
        for name in "ABCDEFGH"
    ]
    assert "| H of Tarn United | the first team |" in shown(table(*rows))


def test_a_table_that_frames_the_article_is_no_table() -> None:
    frame = "<table><tr><td><ul><li><a href=/a>Home</a></li></ul></td><td>{}</td></tr></table>"
    lines = ["Trees", f"They moved 77 trees. {ABOVE}", f"It cost nine crowns. {BELOW}"]
    parts = "<h2>{}</h2><p>{}</p><p>{}</p>".format(*lines).replace("77", "77<sup>3</sup>")
    assert shown(frame.format(parts)).splitlines() == lines


def test_what_spans_rows_stands_in_each() -> None:
    text = shown(table("<td rowspan=2>Tarn</td><td>1</td>", "<td>2</td>", "<td>Lind</td><td>3</td>"))
    assert text == f"{HEAD}| Tarn | 1 |\n| Tarn | 2 |\n| Lind | 3 |"


def test_a_caption_stands_above_its_table() -> None:
    text = shown(
        table("<td>A</td><td>1</td>").replace("<table>", "<table><caption>The <b>vote</b></caption>")
    )
    assert text == f"The vote\n{HEAD}| A | 1 |"


@pytest.mark.parametrize(
    ("definitions", "text"),
    [
        ("<dt>Sauna</dt><dd>Open on <b>Friday</b></dd>", "- Sauna: Open on Friday"),
        ("<dt>The cost?</dt><dd><p>Six crowns.</p></dd>", "- The cost? Six crowns."),
        ("<dt>Sauna</dt><dd>Hot</dd><dd>Dear</dd>", "- Sauna: Hot\n- Sauna: Dear"),
        ("<div><dt>Dogs</dt><dt>Cats</dt><dd>Not admitted</dd></div>", "- Dogs, Cats: Not admitted"),
    ],
)
def test_terms_stand_beside_their_definitions(definitions: str, text: str) -> None:
    assert shown(f"<dl>{definitions}</dl>") == text


def test_items_of_a_list_are_kept_whatever_they_hold() -> None:
    body = (
        "<ul><li>One <a href=/x>link</a></li><li><p>A block.</p></li><li><a href=/y>Only a link</a></li>"
        "<li><div><div>In a <output>box</output></div></div></li><li><label>Label</label></li>"
        "<li>Outer<ul><li>Inner <time>9 May</time></li></ul></li></ul>"
    )
    for item in ("One link", "A block.", "Only a link", "In a box", "Label", "Outer", "Inner 9 May"):
        assert f"- {item}" in shown(body).splitlines()


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src=a><figcaption>{}</figcaption></figure>",
        "<figure><figure><img src=a></figure><figcaption><p>{}</p></figcaption></figure>",
        '<div class="wp-caption"><img src=a><p class="wp-caption-text">{}</p></div>',
        '<p>A line. <figure><img src=a><figcaption class="caption">{}</figcaption></figure></p>',
    ],
)
def test_a_caption_stands_where_the_picture_was(figure: str) -> None:
    caption = "Ada Lind opens the new pier, which is 90 metres long."
    assert caption in shown(figure.format(caption)).splitlines()


def test_a_credit_goes_with_the_picture() -> None:
    assert (
        shown("<figure><img src=a><figcaption>Photo: Bo Rask for the port of Tarn</figcaption></figure>")
        == ""
    )


def test_a_credit_is_not_glued_to_the_caption() -> None:
    caption = "The pier of Tarn after the storm of last Sunday<span>Bo Rask</span>"
    assert (
        shown(f"<figure><img src=a><figcaption>{caption}</figcaption></figure>")
        == "The pier of Tarn after the storm of last Sunday Bo Rask"
    )


def test_what_else_a_figure_holds_is_kept() -> None:
    quote = "<blockquote>We heard nothing of it in Tarn.</blockquote><figcaption>Ada Lind</figcaption>"
    assert shown(f"<figure>{quote}</figure>") == "We heard nothing of it in Tarn.\nAda Lind"
