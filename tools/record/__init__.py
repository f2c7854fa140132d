"""Records the training runs of `losslandscape.runs` with PyTorch: `python -m tools.record` (or `make record`)."""
