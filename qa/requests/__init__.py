"""Reading a request: what kind of answer it asks for, and which of its words are what to it."""
