"""Extractive summarization: which sentences tell most of an article, of several, or of a subject in them."""

from qa.summarization.central_articles import MOST_COMPARED, central_articles
from qa.summarization.extractive_summary import summarize_article, summarize_articles
from qa.summarization.sentence_ranking import RankedSentence
from qa.summarization.subject_summary import summarize_subject

__all__ = [
    "MOST_COMPARED",
    "RankedSentence",
    "central_articles",
    "summarize_article",
    "summarize_articles",
    "summarize_subject",
]
