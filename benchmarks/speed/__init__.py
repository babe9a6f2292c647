"""The speed benchmark: every promised figure, beside LangChain's tutorial pipeline."""
