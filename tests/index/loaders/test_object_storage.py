import gzip
import json
from collections.abc import Iterator

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import known_implementations

from index.articles import Article
from index.errors import InputError, UnreadableArticle
from index.loaders import discover_objects, is_object_address, load_object, object_storage


@pytest.fixture(autouse=True)
def storage() -> Iterator[MemoryFileSystem]:
    storage = fsspec.filesystem("memory")
    yield storage
    storage.store.clear()
    storage.pseudo_dirs[:] = [""]


def lines(*texts: str) -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()


def loaded(address: str) -> list[Article | UnreadableArticle]:
    return list(load_object(address))


@pytest.mark.parametrize("name", ["s3://news/2026", "gs://b/k.txt", "memory://a", "abfs://c@d/e"])
def test_addresses_of_storages_are_told_from_paths_and_pages(name: str) -> None:
    assert is_object_address(name)


@pytest.mark.parametrize(
    "name", ["news/a.txt", "/news", "https://paper.example/a", "HTTP://p.example", "c:x", ""]
)
def test_paths_and_pages_are_none(name: str) -> None:
    assert not is_object_address(name)


def test_what_is_below_a_prefix_is_found_by_format_in_order(storage: MemoryFileSystem) -> None:
    for name in ("b.txt", "sub/a.md", "mail.eml", ".hidden.txt", ".git/x.txt"):
        storage.pipe(f"/news/{name}", b"Bo Berg is mayor of Aahus.")
    found = discover_objects("memory://news")
    assert [one.address for one in found.objects] == ["memory:///news/b.txt", "memory:///news/sub/a.md"]
    assert [one.size for one in found.objects] == [26, 26]
    assert found.left_out == ("mail.eml",)


def test_one_object_is_found_by_its_own_address_even_a_hidden_one(storage: MemoryFileSystem) -> None:
    storage.pipe("/.news/.b.txt", b"Bo Berg.")
    assert [one.address for one in discover_objects("memory://.news/.b.txt").objects] == [
        "memory:///.news/.b.txt"
    ]


def test_another_version_of_an_object_is_told_from_the_one_before(storage: MemoryFileSystem) -> None:
    storage.pipe("/news/b.txt", b"Bo Berg.")
    [before] = discover_objects("memory://news").objects
    assert [before] == list(discover_objects("memory://news").objects)
    storage.pipe("/news/b.txt", b"Bo Lund.")
    [after] = discover_objects("memory://news").objects
    assert before.version != after.version


def test_an_object_that_says_nothing_of_its_version_has_none() -> None:
    assert object_storage._version({"size": 3}) is None
    assert object_storage._version({"size": 3, "ETag": "x", "mtime": 1}) == "3 x"


def test_articles_are_read_as_from_files_and_have_the_address_as_their_path(
    storage: MemoryFileSystem,
) -> None:
    storage.pipe("/news/boats.txt", b"Havnia sold its boats.\n\nBo Berg bought them.")
    [article] = loaded("memory:///news/boats.txt")
    assert isinstance(article, Article)
    assert (article.path, article.title) == ("memory:///news/boats.txt", "Boats")


@pytest.mark.parametrize("zipped", [True, False])
def test_lists_of_articles_are_streamed(storage: MemoryFileSystem, zipped: bool) -> None:
    name = "news/shard.jsonl.gz" if zipped else "news/shard.jsonl"
    made = lines("Lakes froze.", "Rivers rose.") + b"{no json\n"
    storage.pipe(f"/{name}", gzip.compress(made) if zipped else made)
    first, second, error = loaded(f"memory:///{name}")
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.text, second.path) == ("Lakes froze.", f"memory:///{name}#2")
    assert isinstance(error, UnreadableArticle)
    assert error.where == f"memory:///{name}:3"


def test_an_object_that_is_gone_or_empty_is_told_by_its_address(storage: MemoryFileSystem) -> None:
    storage.pipe("/news/void.txt", b"")
    assert [str(one) for one in (*loaded("memory:///news/x.txt"), *loaded("memory:///news/void.txt"))] == [
        "memory:///news/x.txt: does not exist; check the address",
        "memory:///news/void.txt: empty; add a file that holds an article",
    ]


def test_what_a_provider_raises_is_one_line(
    storage: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("no credentials\nat line 3")

    monkeypatch.setattr(MemoryFileSystem, "find", refuse)
    with pytest.raises(
        InputError, match=r"^memory://news cannot be read \(no credentials\); check the address"
    ):
        discover_objects("memory://news")
    monkeypatch.setattr(MemoryFileSystem, "open", refuse)
    [error] = loaded("memory:///news/b.txt")
    assert str(error) == (
        "memory:///news/b.txt: cannot be read (no credentials); check the address and your credentials"
    )


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(known_implementations, "s3", {"class": "s4fs.Storage", "err": "Install s4fs"})
    with pytest.raises(InputError, match=r's3:// takes a package that is not .*: pip install "s4fs"$'):
        discover_objects("s3://news/2026")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://void", "does not exist, or holds nothing"),
        ("nothing://news", "cannot be read (Protocol not known: nothing)"),
        ("zip://*.txt::memory://news.zip", "cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        discover_objects(address)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
