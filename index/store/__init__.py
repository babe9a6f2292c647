"""Storage of a library: the only SQL and the only Chroma.

What the rest of the project asks of a store stands in protocols beside their consumers (`index.record`,
`index.library`, `index.conversations`, `index.feedback`).
"""
