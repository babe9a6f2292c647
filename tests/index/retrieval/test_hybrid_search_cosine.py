import pytest

from index import ingest
from index.library import Library
from index.retrieval import hybrid_search as search_module
from index.retrieval.hybrid_search import hybrid_search
from tests.fakes import WordEmbedder, article
from tests.store.memory import memory_library

BURIED = "On a grey morning in late autumn a heron stood among the reeds, far from every house and road."
TEXTS = (
    "Boats sank near the bridge.",
    "Rivers rose in spring.",
    "Tea prices fell.",
    "Boats, and more boats.",
    "Boats.",
    BURIED,
)


@pytest.fixture
def library() -> Library:
    library = memory_library(WordEmbedder())
    ingest.add(library, [article(text, id=str(number)) for number, text in enumerate(TEXTS)])
    return library


def cosines(library: Library, question: str) -> dict[str, float]:
    """Every passage's text with its cosine, computed from the vectors that the record holds."""
    asked = library.embedder.embed_question(question)
    texts = {one.content_hash: one.text for one in library.record.articles()}
    return {texts[name]: float(vectors[0] @ asked) for name, vectors in library.record.vectors()}


@pytest.mark.parametrize("question", ["boats", "Did rivers rise near the bridge?", "tea"])
def test_a_hit_tells_how_near_its_passage_is(library: Library, question: str) -> None:
    exact = cosines(library, question)
    hits = hybrid_search(library, [question], 10)
    assert hits
    for hit in hits:
        assert hit.cosine == pytest.approx(exact[hit.text], abs=1e-6)


def test_of_several_forms_the_nearest_counts(library: Library) -> None:
    forms = ["boats near the bridge", "tea prices"]
    exact = [cosines(library, form) for form in forms]
    hits = hybrid_search(library, forms, 10)
    assert {hit.text for hit in hits} >= {"Tea prices fell.", "Boats sank near the bridge."}
    for hit in hits:
        assert hit.cosine == pytest.approx(max(found[hit.text] for found in exact), abs=1e-6)


def test_what_only_shares_words_is_no_nearer_than_the_furthest_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "CANDIDATES", 2)
    question = "boats, boats and a heron"
    exact = cosines(library, question)
    nearest = sorted(exact, key=lambda text: -exact[text])[:2]
    (buried,) = (hit for hit in hybrid_search(library, [question], 2) if hit.text == BURIED)
    assert BURIED not in nearest
    assert buried.cosine == pytest.approx(exact[nearest[1]], abs=1e-6)
    assert buried.cosine > exact[BURIED]
