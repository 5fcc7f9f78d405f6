"""Benchmarks: how long a build takes beside Hugo, what a first view weighs beside Plotly, what a check costs."""
