import time
from datetime import date

import pytest

from index.articles import Article
from index.loaders import web_page
from index.loaders.page_metadata import author_of, day_of
from tests.index.loaders.pages import ABOVE, BELOW, parsed


def read(head: str = "", top: str = "", bottom: str = "") -> Article:
    page = (
        f'<html lang="en"><head><title>Trees of Tarn</title>{head}</head><body><article>'
        "<h1>Trees of Tarn</h1>"
        f"{top}<p>{ABOVE}</p><p>{BELOW}</p>{bottom}</article></body></html>"
    )
    return web_page.read(page.encode(), "tarn.html", "tarn")


LD = (
    '<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Article", {}}}</script>'
)


@pytest.mark.parametrize(
    ("head", "top", "author"),
    [
        ('<meta name="author" content="Ann Lee">', "", "Ann Lee"),
        ('<meta name="author" content="Ann Lee, Bo Ray">', "", "Ann Lee, Bo Ray"),
        ('<meta name="author" content="Ann Lee and Bo Ray">', "", "Ann Lee, Bo Ray"),
        ('<meta name="author" content="By Ann Lee, Staff Writer">', "", "Ann Lee"),
        ('<meta name="author" content="https://social.example/tarn.news">', "", None),
        ('<meta name="author" content="desk@tarn.example">', "", None),
        ('<meta name="author" content="Staff Writer">', "", None),
        (
            LD.format(
                '"author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ray"}]'
            ),
            "",
            "Ann Lee, Bo Ray",
        ),
        (
            "",
            '<p class="byline">By <a rel="author" href="/a">Ann Lee</a>, Health Correspondent</p>',
            "Ann Lee",
        ),
        (
            "",
            '<div class="byline"><span>By</span><a href="/a">Ann Lee</a><span>Staff Writer</span></div>',
            "Ann Lee",
        ),
        (
            "",
            '<div class="byline">By Ann Lee and Bo Ray | Staff Writers | Updated 17 June 2024</div>',
            "Ann Lee, Bo Ray",
        ),
        ("", '<div class="author">Ann Lee</div><div class="author">Bo Ray</div>', "Ann Lee, Bo Ray"),
        ("", '<address class="author">By <a rel="author" href="/a">Ann Lee</a></address>', "Ann Lee"),
        ("", '<span itemprop="author" itemscope><span itemprop="name">Ann Lee</span></span>', "Ann Lee"),
        ("", '<p class="byline">Von <a href="/a">Ann Lee</a></p>', "Ann Lee"),
        ("", '<p class="byline">By Ann Lee</p><p class="date">16 June 2024</p>', "Ann Lee"),
        ("", '<p class="byline">By <b>Ann Lee</b> 16 June 2024 10:15</p>', "Ann Lee"),
        ('<meta name="author" content="Tarn News">', '<p class="byline">By Ann Lee</p>', "Ann Lee"),
        (
            '<meta name="author" content="Ann Lee">',
            '<p class="byline">By Ann Lee and Bo Ray</p>',
            "Ann Lee, Bo Ray",
        ),
        ('<meta name="author" content="Ann Lee">', '<div class="author-bio">Bo Ray</div>', "Ann Lee"),
        (
            '<meta name="author" content="Ann Lee">',
            '<div class="related-posts"><p class="byline">By Bo Ray</p></div>',
            "Ann Lee",
        ),
    ],
)
def test_an_author_is_a_persons_name(head: str, top: str, author: str | None) -> None:
    assert read(head, top).author == author


@pytest.mark.parametrize(
    ("head", "top"),
    [
        ('<meta property="article:published_time" content="2024-06-16T10:00:00Z">', ""),
        ('<meta name="date" content="2024-06-16">', ""),
        (
            '<meta property="article:published_time" content="2024-06-16T10:00:00Z">'
            '<meta property="article:modified_time" content="2024-07-01T10:00:00Z">',
            "",
        ),
        (LD.format('"datePublished": "2024-06-16T10:00:00Z", "dateModified": "2024-07-01"'), ""),
        ('<link rel="canonical" href="https://tarn.example/2024/06/16/trees">', ""),
        ("", '<time datetime="2024-06-16T10:00:00Z">16 June 2024</time>'),
        ("", '<p class="meta">Published on <time datetime="2024-06-16">16 June 2024</time></p>'),
        ("", '<div class="byline">By Ann Lee | Updated 17 June 2024, first published 16 June 2024</div>'),
        ("", '<span class="date">June 16, 2024</span>'),
        ("", "<p>Published: 16 June 2024</p>"),
    ],
)
def test_the_day_of_publication_is_read(head: str, top: str) -> None:
    assert read(head, top).published == date(2024, 6, 16)


@pytest.mark.parametrize(
    ("head", "top", "bottom"),
    [
        (
            "",
            "",
            "<p><small>This article was amended on 12 June 2024: it was nine trees, not ninety.</small></p>",
        ),
        ("", "", '<p class="date-note">This article was corrected on 12 June 2024 to say nine trees.</p>'),
        ("", "<p>Updated 12 June 2024</p>", ""),
        ("", '<time class="updated" datetime="2024-06-12">12 June 2024</time>', ""),
        ("", '<p class="meta">Last updated: <time datetime="2024-06-12">12 June 2024</time></p>', ""),
        ('<meta property="article:modified_time" content="2024-06-12T10:00:00Z">', "", ""),
        ('<meta property="og:updated_time" content="2024-06-12T10:00:00Z">', "", ""),
        (LD.format('"dateModified": "2024-06-12"'), "", ""),
        (
            "",
            "",
            '<p>The trees were felled on <time datetime="2024-06-12">12 June 2024</time>, a Wednesday.</p>',
        ),
        ("", "", "<p>The next meeting of the council of Tarn begins on 12 June 2024 at nine.</p>"),
        ("", "", "<footer>© 2024 Tarn News</footer>"),
        ("", "<time>3 hours ago</time>", ""),
    ],
)
def test_another_day_is_none_of_publication(head: str, top: str, bottom: str) -> None:
    assert read(head, top, bottom).published is None


@pytest.mark.parametrize(
    "html",
    [
        "<div>" + "<time>3 May 2024</time>" * 7000,
        "<div class=author>" * 5000 + "x" * 300,
        "<div class=date>x" * 7000,
        "<p class=byline>" + "By " * 50_000,
        "<a class=author>Ann Lee</a>" * 7000,
    ],
    ids=range(5),
)
def test_hostile_pages_take_a_moment(html: str) -> None:
    tree = parsed(html)
    start = time.process_time()
    author_of(tree, "Ann Lee; " * 50)
    day_of(tree, "2024-05-04", "https://tarn.example/" + "1" * 10_000)
    assert time.process_time() - start < 5
