"""Language models: any that LangChain's `init_chat_model` reaches."""

from qa.language_model.values import Generation, LanguageModel, Message, Usage

__all__ = ["Generation", "LanguageModel", "Message", "Usage"]
