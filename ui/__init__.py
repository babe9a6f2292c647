"""How people reach it: the terminal and the web chat."""
