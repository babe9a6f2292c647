"""The vector index in Chroma: in a folder of this process, or on servers."""
