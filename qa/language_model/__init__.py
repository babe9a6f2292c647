"""Language models: any that LangChain's `init_chat_model` reaches.

settings = model_settings(flags.model)                       # None where no model is set
model = capped(open_model(settings), counts, settings.tokens_a_day)
generation = model.generate([Message("user", "…")], 300)
for piece in generation: …
"""

from qa.language_model.chat_model import open_model
from qa.language_model.daily_cap import capped
from qa.language_model.settings import ModelSettings, model_settings
from qa.language_model.values import Generation, LanguageModel, Message, Price, PromptTooLong, Usage

__all__ = [
    "Generation",
    "LanguageModel",
    "Message",
    "ModelSettings",
    "Price",
    "PromptTooLong",
    "Usage",
    "capped",
    "model_settings",
    "open_model",
]
