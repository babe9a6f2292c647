"""How good are the answers? Every figure that the project promises, on public sets, from one command."""
