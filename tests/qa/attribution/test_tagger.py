from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.attribution import Attribution
from qa.attribution.tagger import AttributionTagger, attributions, default_tagger
from tests.qa.attribution.fake_model import ToldModel, marked

FILLER = "The harbour of Lund froze and the ferries stayed at their moorings. " * 10
HARBOUR = marked(
    f"[Bo Berg](s1) [said](k1) [it froze](c1).\n{FILLER}\n{FILLER}\n[Ann Lee](s2) [denied](k2) [it](c2).\n"
)


@pytest.fixture
def model() -> ToldModel:
    return ToldModel([HARBOUR])


def words(text: str, found: Attribution) -> tuple[str, str, str]:
    parts = (found.source, found.cue, found.content)
    source, cue, content = (" … ".join(text[start:end] for start, end in spans) for spans in parts)
    return source, cue, content


def test_attributions_of_all_segments_have_their_places_in_the_whole_text(model: ToldModel) -> None:
    found = AttributionTagger(model).attributions(HARBOUR.text)
    assert [words(HARBOUR.text, one) for one in found] == [
        ("Bo Berg", "said", "it froze"),
        ("Ann Lee", "denied", "it"),
    ]


def test_at_a_place_only_its_segment_is_read_and_says_the_same(model: ToldModel) -> None:
    tagger = AttributionTagger(model)
    place = HARBOUR.text.index("denied")
    (found,) = tagger.attributions_at([(HARBOUR.text, [(place, place + 6)])])
    assert [words(HARBOUR.text, one) for one in found] == [("Ann Lee", "denied", "it")]
    assert len(model.read) == 1
    assert set(found) <= set(tagger.attributions(HARBOUR.text))


def test_no_segment_is_read_twice(model: ToldModel) -> None:
    tagger = AttributionTagger(model)
    tagger.attributions_at([(HARBOUR.text, [(0, 5)]), (HARBOUR.text, [(3, 9)])])
    assert len(model.read) == 1
    tagger.attributions(HARBOUR.text)
    read = len(model.read)
    tagger.attributions(HARBOUR.text)
    assert len(model.read) == read
    assert model.read.count(model.read[0]) == 1


def test_the_fingerprint_tells_the_weights(model: ToldModel) -> None:
    assert AttributionTagger(model).fingerprint != default_tagger().fingerprint


def only(text: str) -> tuple[str, str, str]:
    (found,) = attributions(text)
    return words(text, found)


def test_a_direct_quote() -> None:
    text = "“The harbour will freeze again before the spring,” said Tilda Moberg, the mayor of Lund."
    source, cue, content = only(text)
    assert source.startswith("Tilda Moberg")
    assert cue == "said"
    assert content.startswith("“The harbour")
    assert content.endswith("spring,”")


def test_indirect_speech() -> None:
    source, cue, content = only("The minister warned that ferries would not sail before the ice had melted.")
    assert (source, cue) == ("The minister", "warned")
    assert content.endswith("ferries would not sail before the ice had melted")


def test_according_to() -> None:
    source, cue, content = only("According to the harbour board, forty ferries lie idle in the ice.")
    assert (source, cue) == ("the harbour board", "According to")
    assert content == "forty ferries lie idle in the ice"


def test_a_quote_around_its_cue_is_one_attribution() -> None:
    text = "“The ice is thin,” Moberg said on Monday, “and nobody should walk on it.”"
    source, cue, content = only(text)
    assert (source, cue) == ("Moberg", "said")
    assert content == "“The ice is thin,” … “and nobody should walk on it.”"


def test_two_speakers_are_kept_apart() -> None:
    text = (
        "“We will pay for every ferry,” said the mayor, Tilda Moberg.\n\n"
        "But Bo Berg, who owns two of them, said the town had promised that before."
    )
    first, second = attributions(text)
    assert "Moberg" in words(text, first)[0]
    assert "Bo Berg" in words(text, second)[0]


@pytest.mark.parametrize(
    "text", ["", " \n ", "The harbour of Lund froze on Monday, and ferries stayed at their moorings."]
)
def test_where_nobody_says_anything_there_is_none(text: str) -> None:
    assert attributions(text) == ()


def check(text: str) -> None:
    found = attributions(text)
    assert list(found) == sorted(found, key=lambda one: one.content)
    for one in found:
        assert one.content
        for spans in (one.source, one.cue, one.content):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(end <= start for (_, end), (start, _) in pairwise(spans))
            assert all(text[start:end] == text[start:end].strip() for start, end in spans)


ODDITIES = [
    *("Ann said it froze. ", "“Who?” asked Bob.", "…", "[SEP]", "[CLS] ", "##s", '"', "''", "“", "”"),
    *("\n\n", "   ", "\t", "\0", "\ufeff", "\u2028", "\xad", "\u202e", "\ud800"),
    *("👩‍👩‍👧‍👦", "e\u0301", "日本語。", "שלום. ", "한국어 ", "ﷺ", "ﬁ", "a" * 950, "word " * 300),
]


@given(st.lists(st.sampled_from(ODDITIES) | st.text(max_size=60), max_size=12).map("".join))
@example("“" * 3000)
@example("Ann said. " * 500)
@settings(max_examples=30, deadline=None)
def test_any_text_gives_places_inside_it_in_order_and_without_blanks_around(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "«Лёд сойдёт к маю», — сказал мэр города Иван Петров.",
        "市長は「港は凍った」と述べた。",
        "„Der Hafen ist zugefroren“, sagte die Bürgermeisterin.",
        "قال رئيس البلدية إن الميناء تجمد",
    ],
)
def test_a_text_in_another_language_is_no_error(text: str) -> None:
    check(text)
