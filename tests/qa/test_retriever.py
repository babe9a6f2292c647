import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompt_values import PromptValue
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from pydantic import ValidationError

from index.errors import QuestionError
from qa.assistant import Assistant
from qa.retriever import ArticleRetriever

QUESTION = "What did North Korea reportedly ship to Russia?"
OTHER = "Where does Park Won-gon teach?"


@pytest.fixture
def retriever(assistant: Assistant) -> ArticleRetriever:
    return ArticleRetriever(assistant=assistant, k=4)


def test_documents_are_slices_with_their_places(retriever: ArticleRetriever, assistant: Assistant) -> None:
    found = retriever.invoke(QUESTION)
    assert len(found) == 4
    for document in found:
        assert set(document.metadata) == {
            *("article_id", "title", "source", "published", "start", "end", "score")
        }
        article = assistant.library.record.article(document.metadata["article_id"])
        start, end = document.metadata["start"], document.metadata["end"]
        assert document.page_content == article.text[start:end] != ""
        assert document.metadata["title"] == article.title
    scores = [document.metadata["score"] for document in found]
    assert scores == sorted(scores, reverse=True)
    assert "artillery shells" in found[0].page_content
    assert found[0].metadata["source"] == "The Korea Herald"
    assert found[0].metadata["published"] == "2024-06-16"
    assert len({document.id for document in found}) == 4


def test_the_metadata_can_be_stored(retriever: ArticleRetriever) -> None:
    found = retriever.invoke(QUESTION)
    assert found
    for document in found:
        assert json.loads(json.dumps(document.metadata)) == document.metadata


def test_it_finds_what_the_assistant_finds(retriever: ArticleRetriever, assistant: Assistant) -> None:
    places = [(hit.article_id, hit.start, hit.end) for hit in assistant.search(QUESTION, 4)]
    found = [
        (document.metadata["article_id"], document.metadata["start"], document.metadata["end"])
        for document in retriever.invoke(QUESTION)
    ]
    assert found == places


def test_it_drops_into_a_chain(retriever: ArticleRetriever) -> None:
    def joined(documents: list[Document]) -> str:
        return "\n".join(document.page_content for document in documents)

    def written(prompt: PromptValue) -> str:
        return prompt.to_string()

    prompt = ChatPromptTemplate.from_template("Use this:\n{articles}\nAnswer: {question}")
    chain = (
        {"articles": retriever | joined, "question": RunnablePassthrough()}
        | prompt
        | RunnableLambda(written)
        | StrOutputParser()
    )
    said = chain.invoke(QUESTION)
    assert "anti-tank weapons" in said
    assert said.endswith(f"Answer: {QUESTION}")


def test_it_is_asked_many_at_once_and_asynchronously(retriever: ArticleRetriever) -> None:
    alone = [retriever.invoke(question) for question in (QUESTION, OTHER)]
    assert retriever.batch([QUESTION, OTHER]) == alone
    # The thread of the tests may have a loop: a browser's, which others of them drive.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, retriever.ainvoke(OTHER)).result() == alone[1]
        assert thread.submit(asyncio.run, retriever.abatch([QUESTION, OTHER])).result() == alone


def test_k_says_how_many(assistant: Assistant) -> None:
    assert len(ArticleRetriever(assistant=assistant).invoke(QUESTION)) == 10
    assert len(ArticleRetriever(assistant=assistant, k=1).invoke(QUESTION)) == 1
    with pytest.raises(ValidationError):
        ArticleRetriever(assistant=assistant, k=0)


def test_a_blank_question_is_the_same_error_as_elsewhere(retriever: ArticleRetriever) -> None:
    with pytest.raises(QuestionError):
        retriever.invoke(" ")


def test_it_closes_nothing(retriever: ArticleRetriever, seed_folder: Path) -> None:
    assert retriever.invoke(OTHER) == retriever.invoke(OTHER)
    assert Path(retriever.assistant.library.location) == seed_folder
