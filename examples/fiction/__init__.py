"""The fictional federation of the example; `examples/make.py` writes it."""
