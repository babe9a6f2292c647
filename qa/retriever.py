"""The search as a LangChain retriever, to drop into anybody's chain."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.retrieval.hybrid_search import Hit
from qa.assistant import Assistant


class ArticleRetriever(BaseRetriever):
    """Returns the `k` best passages of an assistant's library as documents, best first.

    A document's metadata: article_id, title, source, published (ISO or None), start, end (characters in the
    article's text), score. `page_content` is that exact slice.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = Field(default=10, ge=1)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002
    ) -> list[Document]:
        return [_document(hit) for hit in self.assistant.search(query, self.k)]


def _document(hit: Hit) -> Document:
    card = hit.article.card()
    return Document(
        id=f"{hit.article_id}:{hit.start}-{hit.end}",
        page_content=hit.text,
        metadata={
            "article_id": hit.article_id,
            "title": card["title"],
            "source": card["source"],
            "published": card["published"],
            "start": hit.start,
            "end": hit.end,
            "score": hit.score,
        },
    )
