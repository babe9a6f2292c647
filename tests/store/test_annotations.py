from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotations import Annotations
from index.articles import Article
from index.passages import Passage
from index.store.protocol import Record, Store
from tests.fakes import article
from tests.store.conftest import RECORDS, new_store

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture
def annotations(record_store: Store) -> Annotations:
    return record_store.annotations()


@pytest.fixture(scope="module", params=RECORDS)
def shared_annotations(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Annotations]]:
    """One for the many examples of a property, and a content in it."""
    with new_store(request.param, tmp_path_factory.mktemp("shared")) as store:
        yield put(store.record, article("Lakes froze.", id="a")), store.annotations()


def put(record: Record, one: Article) -> str:
    record.put(one, [Passage(0, 0, len(one.text))], np.ones((1, 3), dtype=np.float32), named=True)
    return one.content_hash


def test_an_annotation_is_read_by_its_content_its_kind_and_its_model(
    record: Record, annotations: Annotations
) -> None:
    content = put(record, article("Lakes froze.", id="a"))
    assert annotations.keep(content, "speech", "first", "[1]")
    assert annotations.read(content, "speech", "first") == "[1]"
    assert annotations.read(content, "speech", "second") is None
    assert annotations.read(content, "names", "first") is None
    assert annotations.read("other", "speech", "first") is None


def test_another_models_annotation_takes_the_place_of_the_first(
    record: Record, annotations: Annotations
) -> None:
    content = put(record, article("Lakes froze.", id="a"))
    annotations.keep(content, "speech", "first", "[1]")
    assert annotations.keep(content, "speech", "second", "[2]")
    assert annotations.read(content, "speech", "first") is None
    assert annotations.read(content, "speech", "second") == "[2]"


def test_of_a_content_that_no_article_has_nothing_is_kept(annotations: Annotations) -> None:
    assert not annotations.keep("unknown", "speech", "first", "[1]")
    assert annotations.read("unknown", "speech", "first") is None


def test_annotations_go_with_the_last_article_of_their_content(
    record: Record, annotations: Annotations
) -> None:
    content = put(record, article("Lakes froze.", id="a"))
    assert put(record, article("Lakes froze.", id="b")) == content
    annotations.keep(content, "speech", "first", "[1]")
    for name, left in (("a", "[1]"), ("b", None)):
        dropped = record.drop(name)
        assert dropped == content
        record.drop_orphans([dropped])
        assert annotations.read(content, "speech", "first") == left


@settings(max_examples=20)
@given(annotation=ANYTHING)
def test_any_annotation_comes_back_as_it_was(
    annotation: str, shared_annotations: tuple[str, Annotations]
) -> None:
    content, annotations = shared_annotations
    annotations.keep(content, "speech", "first", annotation)
    assert annotations.read(content, "speech", "first") == annotation
