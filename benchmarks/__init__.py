"""How fast, how good, beside what a user would pick instead: one file per question asked."""
