"""The plain text loader: the text exactly as it was decoded, its header read where it has one."""

from index.articles import Article
from index.loaders.charset import decode_text
from index.loaders.header import find_header, headline
from index.loaders.normalisation import title_from_file_name


def read(data: bytes, where: str, stem: str, charset: str | None = None) -> Article:
    """Return the article in a text file.

    Args:
        data: the whole file.
        where: path or address, for errors.
        stem: the file's name without its suffix, the title where the text has none.
        charset: the encoding a web server declared.

    Raises:
        UnreadableArticle: not text, blank, or in an unknown encoding.
    """
    text = decode_text(data, where, charset)
    header = find_header(text)
    return Article(
        id="",
        text=text,
        title=header.title or headline(text, header.body_start) or title_from_file_name(stem),
        source=header.source,
        author=header.author,
        published=header.published,
        url=header.url,
        body_start=header.body_start,
    )
