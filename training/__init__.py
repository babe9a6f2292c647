"""Training of the extractive reader: examples, network, training loop, evaluation and ONNX export.

Nothing that answers imports it, and it is not in the wheel. `python -m training` trains.
"""
