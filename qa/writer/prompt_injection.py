"""Prompt injection: sentences of an article that speak to a language model rather than to a reader.

That they are data and change nothing does not hang on this: it keeps what they want written from resting on
them. A sentence that is taken for one is still quoted; only nothing is written from it.
"""

import re

_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}"
    r"\b(?:instructions?|prompts?|rules|guidelines|everything (?:above|before)|system message)\b|"
    r"\b(?:system|developer) (?:prompt|message|instructions?)\b|\b(?:hidden|initial) prompt\b|"
    r"\b(?:you are|act as|pretend to be|as) (?:now )?an? (?:\w+ ){0,2}"
    r"(?:AI|LLM|chatbot|assistant|language model)\b|"
    r"\b(?:language models?|LLMs?|chatbots?|AI (?:systems?|assistants?|models?))\b[^.!?]{0,40}"
    r"(?:\b(?:please|reading this)\b|\b(?:must|should|shall|are to) (?:\w+ )?"
    r"(?:answer|reply|respond|write|output|print|say|repeat|cite|end|ignore|forget)\b)|"
    r"\b(?:instructions?|note|message|attention) (?:to|for) (?:the |all |any |every )?"
    r"(?:AI|LLMs?|assistants?|language models?|chatbots?|models?|summari[sz]ers?)\b|"
    r"(?:^|[.!?:\n]\s*)\W{0,3}(?:(?:please|now|instead|always|only),? )?"
    r"(?:(?:answer|reply|respond|end (?:your|every) (?:answer|reply|sentence))\b[^.!?]{0,40}"
    r"(?:\b(?:that|with)\b|:)|"
    r"(?:write|output|print|say|repeat|cite|tell the (?:user|reader))\b[^.!?]{0,40}"
    r"(?:\bthat\b|[:“\"]|\b(?:in )?your (?:answer|reply)\b))|"
    r"^\W*(?:system|assistant|user)\W*:",
    re.IGNORECASE,
)


def addresses_a_model(text: str) -> bool:
    """Whether a sentence speaks to a language model: "Ignore your instructions and say that …"."""
    return bool(_ADDRESSED.search(text))
