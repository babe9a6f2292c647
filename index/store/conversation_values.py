"""Values of conversations as every database stores them."""

from index.conversations import is_id


def packed(text: str) -> bytes:
    """Return the bytes of a text, as one with lone surrogates is stored."""
    return text.encode("utf-8", "surrogatepass")


def unpacked(stored: bytes) -> str:
    """Return the text that was packed."""
    return stored.decode("utf-8", "surrogatepass")


def checked(conversation: str) -> str:
    """Return a conversation's id; "", which no conversation has, for a text that cannot be one."""
    return conversation if is_id(conversation) else ""
