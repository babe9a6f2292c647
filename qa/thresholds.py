"""Thresholds on a confidence: from where on something is answered, quoted, or set against another answer."""

ANSWER_THRESHOLD = 0.15
"""Confidence from which an answer is given: a quote shows its source, so that several wrong ones are taken
for one right one that a refusal would keep back. On the samples, half of news and clapnq one in eight of
those from 0.15 to 0.2 was right (4 of 34), of those from 0.1 to 0.15 one in eleven (2 of 22)."""

STRICT = 0.8
"""Confidence from which a strict assistant answers, for those who would rather have no answer than a wrong
one. Of such answers none was wrong on the samples (of 24), one in four on half of news (of 26), where others
than the accepted words count as wrong."""

FURTHER_QUOTE_ODDS = 0.16
"""Share of the first quote's odds, confidence : (1 - confidence), down to which others are given: beside a
sure answer they have to be surer. On half A of what the reader is fitted on, an answer had 0.57 wrong ones
after the first, and 0.851 of the answerable questions had a right one among the three; with a fifth of the
confidence itself 0.61 and 0.842. On half B 0.61 and 0.828; 0.67 and 0.826. That was 0.1 of odds whose
logarithm the calibration has since multiplied by 0.8, which keeps the same quotes at 0.16."""

ERRATUM_THRESHOLD = 0.15
"""Confidence from which a note of correction is quoted: what it puts right is not to be quoted without it."""

CHANGED_AMOUNT_THRESHOLD = 0.15
"""Confidence from which the other amount of something that changed is quoted beside the first."""

DISAGREEMENT_SHARE = 0.3
"""Share of the best reading's confidence that both sides of a disagreement have, where their sentences are
not the same. See `benchmarks/disagreement_thresholds.py`: before the calibration multiplied its logits by
0.8, no false alarm from 0.1 on, one from 0.05. The pairs that stood at 0.15 then stand at 0.26 now, with a
false alarm in one of the 55 questions of conflicts, and at 0.3 with none; it holds the sample articles' real
disagreement."""

SAME_SENTENCE_SHARE = 0.034
"""Share of the best reading's confidence that the likelier of two sentences has which differ in a value only.
See the same benchmark, by which 0.01 was chosen, and 0.034 stands for now: larger shares lose answers and
spare no false alarm there."""

CATALOG_CONFIDENCE = 0.95
"""Confidence of what titles, bylines and dates tell: found, not read; but a question can be mistaken for one
about the collection."""

REQUEST_CONFIDENCE = 0.9
"""Confidence of a summary, a timeline and the like: its quotes are chosen, not read for an answer."""

BEARING_CONFIDENCE = 0.75
"""Confidence, times its relevance, of what only bears on a request: a strict assistant does not give it."""
