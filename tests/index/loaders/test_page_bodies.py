from tests.index.loaders.pages import shown

TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">Closed until <a href="https://t.example/x">#noon</a>.<br>Sorry!</p>'
    '&mdash; Tarn (@tarn) <a href="https://t.example/y">June 1, 2024</a></blockquote>'
)


def test_a_quoted_post_is_kept_with_its_author() -> None:
    text = "Closed until #noon. Sorry!\n— Tarn (@tarn) June 1, 2024"
    assert shown(TWEET) == text
    assert shown(f'<div class="social-embed"><div class="embed-frame">{TWEET}</div></div>') == text


def test_the_bodies_of_an_article_are_joined() -> None:
    later = "".join(f"<p>Paragraph {number} of the second body of the article.</p>" for number in range(3))
    first = '<div class="article__body"><p>The first body of it.</p></div><div class="ad">x</div>'
    body = f'{first}<div class="article__body">{later}</div>'
    assert shown(body).splitlines() == [
        "The first body of it.",
        *(f"Paragraph {number} of the second body of the article." for number in range(3)),
    ]
