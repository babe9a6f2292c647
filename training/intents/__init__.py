"""Training of the request network: wordings of every kind of request with their parts marked, and noise.

Nothing that answers imports it, and it is not in the wheel. `python -m training.intents DATA` trains.
"""
