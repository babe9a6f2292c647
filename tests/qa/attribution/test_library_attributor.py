import pytest

from index.articles import Article
from index.library import Library
from qa.attribution import LibraryAttributor
from qa.attribution.library_attributor import KIND
from qa.attribution.tagger import AttributionTagger
from tests.fakes import WordEmbedder, article
from tests.qa.attribution.fake_model import ToldModel
from tests.qa.attribution.test_tagger import HARBOUR
from tests.store.memory import memory_library


@pytest.fixture
def lund() -> Article:
    return article(HARBOUR.text, id="lund")


@pytest.fixture
def library(lund: Article) -> Library:
    return memory_library(WordEmbedder(), lund)


@pytest.fixture
def model() -> ToldModel:
    return ToldModel([HARBOUR])


def attributor(library: Library, model: ToldModel) -> LibraryAttributor:
    return LibraryAttributor(library, AttributionTagger(model))


def stored(library: Library, lund: Article) -> str | None:
    fingerprint = AttributionTagger(ToldModel([])).fingerprint
    return library.store.annotations().read(lund.content_hash, KIND, fingerprint)


def test_what_was_found_once_is_known_from_then_on(library: Library, lund: Article, model: ToldModel) -> None:
    (found,) = attributor(library, model).attributions([lund])
    assert len(found) == 2
    again = ToldModel([])
    assert attributor(library, again).attributions([lund]) == [found]
    assert again.read == []


def test_of_several_articles_those_that_are_not_known_are_read_and_each_has_its_own(
    library: Library, lund: Article, model: ToldModel
) -> None:
    attributor(library, model).attributions([lund])
    again = ToldModel([])
    aahus = article("The harbour of Aahus froze.", id="aahus")
    found = attributor(library, again).attributions([aahus, lund, aahus])
    assert [len(of_one) for of_one in found] == [0, 2, 0]
    assert again.read == [aahus.text]


def test_what_was_stored_and_is_spoilt_is_found_anew(
    library: Library, lund: Article, model: ToldModel
) -> None:
    fingerprint = AttributionTagger(model).fingerprint
    library.store.annotations().keep(lund.content_hash, KIND, fingerprint, "[[")
    (found,) = attributor(library, model).attributions([lund])
    assert len(found) == 2


def test_what_cannot_be_stored_is_found_all_the_same(lund: Article, model: ToldModel) -> None:
    nowhere = memory_library(WordEmbedder())
    found = attributor(nowhere, model)
    (first,) = found.attributions([lund])
    assert len(first) == 2
    read = len(model.read)
    assert found.attributions([lund]) == [first]
    assert len(model.read) == read
    assert stored(nowhere, lund) is None


def test_for_a_quote_its_surroundings_alone_are_read_and_nothing_is_stored(
    library: Library, lund: Article, model: ToldModel
) -> None:
    place = HARBOUR.text.index("it froze")
    assert len(attributor(library, model).speakers([(lund, place, place + 8)])) == 1
    assert len(model.read) == 1
    assert stored(library, lund) is None


def test_of_an_article_that_is_known_nothing_is_read_for_a_quote(
    library: Library, lund: Article, model: ToldModel
) -> None:
    attributor(library, model).attributions([lund])
    again = ToldModel([])
    attributor(library, again).speakers([(lund, 0, 5)])
    assert again.read == []


def test_for_no_quotes_there_are_no_speakers(library: Library, model: ToldModel) -> None:
    assert attributor(library, model).speakers([]) == []
