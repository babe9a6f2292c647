"""The tree of errors that a user can do something about.

    ArticleQAError
    ├── InputError               what was given cannot be used
    │   ├── UnreadableArticle    one file, page or line that holds no article we can read
    │   ├── QuestionError        an empty or far too long question
    │   ├── ArticleNotFound      no article of that id in the library
    │   └── ConversationNotFound no conversation of that id, of this owner (index.conversations)
    ├── LibraryError             the library cannot be used as it is
    │   ├── LibraryMissing       nothing at that folder yet
    │   ├── LibraryBusy          another process is writing
    │   ├── LibraryTooNew        written by a newer version of Article QA
    │   ├── LibraryCorrupt       the record cannot be read
    │   ├── TransactionLost      the record's server undid a transaction, which may be run again
    │   ├── IndexBehind          all is recorded, but the vector index could not follow yet
    │   ├── IndexUnreachable     a server of the vector index does not answer; the record is whole
    │   └── EmbedderMismatch     made with another embedding model
    ├── ModelError               the embedding model cannot be loaded
    │   └── VectorsDiffer        its exported file does not agree with it (index.embedding.export)
    ├── WorkersError             the workers of an addition cannot be started, reached, or went away
    └── LanguageModelError       the language model cannot be asked, or did not answer
        └── PromptTooLong        more than it reads (qa.language_model.values)

A message is one line and names the next thing to do. Foreign errors are translated where the foreign
library is called. Only the command line and the chat's handlers catch `ArticleQAError`.
"""


class ArticleQAError(Exception):
    """The root of every error a caller of this project is expected to handle."""


class InputError(ArticleQAError):
    """An input that cannot be used."""


class UnreadableArticle(InputError):
    """One file, page or line that holds no article we can read.

    Attributes:
        where: the path or address, with the line number for a line of JSONL (`news.jsonl:12`).
        reason: what is wrong and what to do, one line.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason

    def __reduce__(self) -> tuple[type["UnreadableArticle"], tuple[str, str]]:
        """Give what it is made of, so that a worker's error can be handed to another process."""
        return type(self), (self.where, self.reason)


class QuestionError(InputError):
    """An empty or far too long question."""


class ArticleNotFound(InputError):
    """No article of that id in the library."""


class LibraryError(ArticleQAError):
    """The library cannot be used as it is."""


class LibraryMissing(LibraryError):
    """Nothing at that folder yet."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer version of Article QA."""


class LibraryCorrupt(LibraryError):
    """The record of the library cannot be read."""


class TransactionLost(LibraryError):
    """The record's server undid a transaction, or was lost during it; run again it may succeed."""


class IndexUnreachable(LibraryError):
    """A server of the vector index does not answer; the record is whole."""


class IndexBehind(LibraryError):
    """Everything is recorded, but the vector index could not follow yet."""


class EmbedderMismatch(LibraryError):
    """The library's vectors were made with another embedding model."""


class ModelError(ArticleQAError):
    """The embedding model cannot be loaded."""


class WorkersError(ArticleQAError):
    """The workers of an addition cannot be started or reached, or went away."""


class LanguageModelError(ArticleQAError):
    """The language model that is to write cannot be asked, or did not answer."""
