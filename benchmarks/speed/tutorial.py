"""The other side: what a user writes after LangChain's tutorial, with nothing of this project.

    python -m benchmarks.speed.tutorial MODEL FOLDER QUESTION

prints the four passages nearest to a question, from a Chroma folder that was made before.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document

PASSAGES = 4
"""What `similarity_search` returns unless told otherwise."""

MOST_AT_ONCE = 5_461
"""Chunks that Chroma takes in one write: langchain-chroma sends all it is given at once."""


def open_store(model: str, folder: str) -> "Chroma":
    """Open or begin a Chroma folder that embeds with the sentence-transformers model in a folder."""
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    return Chroma(persist_directory=folder, embedding_function=HuggingFaceEmbeddings(model_name=model))


def read(path: Path) -> "list[Document]":
    """Read articles: the lines of a JSONL file, or the text files of a folder."""
    from langchain_core.documents import Document

    if path.is_dir():
        return [
            Document(file.read_text(encoding="utf-8"), metadata={"id": file.name})
            for file in sorted(path.glob("*.txt"))
        ]
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Document(row["text"], metadata={"id": row["id"], "title": row.get("title") or ""}) for row in rows
    ]


def add(store: "Chroma", documents: "Sequence[Document]") -> int:
    """Split, embed and store documents; return how many chunks they make."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    chunks = splitter.split_documents(documents)
    for first in range(0, len(chunks), MOST_AT_ONCE):
        store.add_documents(chunks[first : first + MOST_AT_ONCE])
    return len(chunks)


def main(model: str, folder: str, question: str) -> None:
    """Print the passages nearest to a question."""
    for document in open_store(model, folder).similarity_search(question, k=PASSAGES):
        print(document.metadata["id"], document.page_content, sep="\n", end="\n\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
