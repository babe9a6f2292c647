"""Hard negatives: passages and questions that look as if they matched, and whose answer is “no answer”.

`bm25_mined` and `reader_mined` find passages, `distractors` writes sentences, `entity_swap` changes
questions; `sampler` draws among them while examples are made.
"""
