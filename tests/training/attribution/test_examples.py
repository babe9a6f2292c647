import random

import pytest

from qa.attribution.decoding import CONTENT, CUE, SOURCE
from qa.attribution.pieces import CLS, SEP, Pieces
from training.attribution.examples import IGNORED, TaggedArticle, batch_of, segments, shuffled_segments


def roles(article: TaggedArticle) -> list[int]:
    return [int(tag + 1) // 2 for tag in article.tags]


def test_pieces_have_the_tags_of_their_roles_and_each_span_begins_once(articles: list[TaggedArticle]) -> None:
    article = articles[0]
    # "Bo Berg said the ice is thin."
    assert roles(article)[:8] == [SOURCE, SOURCE, CUE, CONTENT, CONTENT, CONTENT, CONTENT, 0]
    assert article.tags[:8].tolist() == [1, 2, 3, 5, 6, 6, 6, 0]
    assert article.owners[:8].tolist() == [-1, -1, 0, 0, 0, 0, 0, -1]
    assert article.sources[0].tolist() == [0, 1]


def test_segments_are_all_pieces_in_whole_paragraphs(articles: list[TaggedArticle]) -> None:
    pieces = articles[0].pieces
    found = segments(pieces, 20)
    assert [start for start, _ in found[1:]] == [end for _, end in found[:-1]]
    assert (found[0][0], found[-1][1]) == (0, len(pieces))
    assert all(0 < end - start <= 20 for start, end in found)
    assert all(pieces.types[start] & 4 for start, _ in found)


def test_a_paragraph_that_is_too_long_is_cut(articles: list[TaggedArticle]) -> None:
    assert all(end - start <= 3 for start, end in segments(articles[0].pieces, 3))
    assert segments(articles[0].pieces.slice(0, 0), 3) == []


def test_each_pass_cuts_elsewhere_and_a_seed_decides_where(articles: list[TaggedArticle]) -> None:
    def spans(seed: int) -> list[tuple[int, int]]:
        return [span for _, span in shuffled_segments(articles, random.Random(seed))]

    assert spans(1) == spans(1)
    assert spans(1) != spans(2)


def test_a_batch_holds_tags_and_heads_at_the_places_of_the_pieces(articles: list[TaggedArticle]) -> None:
    article = articles[0]
    inputs, right = batch_of([(article, (0, 8)), (article, (2, 8))])
    assert inputs["input_ids"].shape == (2, 32)
    assert inputs["input_ids"][0, [0, 9]].tolist() == [CLS, SEP]
    assert inputs["attention_mask"].sum(1).tolist() == [10, 8]
    assert right["tags"][0, :11].tolist() == [IGNORED, *article.tags[:8].tolist(), IGNORED, IGNORED]
    # The cue, "said", is piece 3 after [CLS]; its content are the four pieces after it.
    assert right["cues"][0].nonzero().tolist() == [[place, 3] for place in range(4, 8)]
    assert right["sources"][0].nonzero().tolist() == [[3, 1], [3, 2]]


def test_a_head_that_is_not_in_the_segment_is_the_first_column(articles: list[TaggedArticle]) -> None:
    _, right = batch_of([(articles[0], (2, 8)), (articles[0], (3, 8))])
    assert right["sources"][0].nonzero().tolist() == [[1, 0]]
    assert right["cues"][1].nonzero().tolist() == [[place, 0] for place in range(1, 5)]


@pytest.mark.parametrize("multiple", [8, 32])
def test_batches_are_padded_to_a_multiple(articles: list[TaggedArticle], multiple: int) -> None:
    inputs, _ = batch_of([(articles[0], (0, 7))], multiple)
    assert inputs["input_ids"].shape[1] % multiple == 0


def test_the_pieces_are_those_that_the_tagger_reads(articles: list[TaggedArticle]) -> None:
    assert isinstance(articles[0].pieces, Pieces)
    assert articles[0].pieces.types[0] == 1 | 4
