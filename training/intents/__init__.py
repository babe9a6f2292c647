"""Training of the intent head: wordings of every kind of request, noise, logistic regression.

Nothing that answers imports it, and it is not in the wheel. `python -m training.intents DATA` trains.
"""
