"""Records the training runs of `landscape.runs` with PyTorch: `python -m tools.record` (or `make record`)."""
