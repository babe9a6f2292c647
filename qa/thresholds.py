"""Thresholds on a confidence: from where on something is answered, quoted, or set against another answer."""

ANSWER_THRESHOLD = 0.15
"""Confidence from which an answer is given: a quote shows its source, so that four wrong ones are taken for
one right one that a refusal would keep back. On the samples, news and clapnq one in three of those from
0.15 to 0.2 was right (10 of 32), of those from 0.1 to 0.15 one in twenty (2 of 45)."""

STRICT = 0.8
"""Confidence from which a strict assistant answers, for those who would rather have no answer than a wrong
one. Of such answers one was wrong on the samples (of 24), three in ten on news (of 38), where others than the
accepted words count as wrong."""

FURTHER_QUOTE_ODDS = 0.1
"""Share of the first quote's odds, confidence : (1 - confidence), down to which others are given: beside a
sure answer they have to be surer. On half A of what the reader is fitted on, an answer had 0.57 wrong ones
after the first, and 0.851 of the answerable questions had a right one among the three; with a fifth of the
confidence itself 0.61 and 0.842. On half B 0.61 and 0.828; 0.67 and 0.826."""

ERRATUM_THRESHOLD = 0.15
"""Confidence from which a note of correction is quoted: what it puts right is not to be quoted without it."""

CHANGED_AMOUNT_THRESHOLD = 0.15
"""Confidence from which the other amount of something that changed is quoted beside the first."""

DISAGREEMENT_SHARE = 0.15
"""Share of the best reading's confidence that both sides of a disagreement have, where their sentences are
not the same. See `benchmarks/disagreement_thresholds.py`: no false alarm from 0.1 on, one from 0.05; and it
holds the sample articles' real disagreement."""

SAME_SENTENCE_SHARE = 0.01
"""Share of the best reading's confidence that the likelier of two sentences has which differ in a value only.
See the same benchmark; larger shares lose answers and spare no false alarm there."""

CATALOG_CONFIDENCE = 0.95
"""Confidence of what titles, bylines and dates tell: found, not read; but a question can be mistaken for one
about the collection."""

REQUEST_CONFIDENCE = 0.9
"""Confidence of a summary, a timeline and the like: its quotes are chosen, not read for an answer."""
