"""Storage of a library: the only SQL and the only Chroma.

What the rest of the project asks of a store stands in protocols: `index.store.protocol`,
`index.conversations` and `index.feedback`.
"""
