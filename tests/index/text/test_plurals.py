from index.text.plurals import several


def test_things_are_counted_in_words() -> None:
    assert [several(n, "quote") for n in (0, 1, 2, 1200)] == [
        "0 quotes",
        "1 quote",
        "2 quotes",
        "1,200 quotes",
    ]
