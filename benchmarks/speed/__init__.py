"""How fast is it, beside what a user would pick instead? Every promised figure, from one command."""
