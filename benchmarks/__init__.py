"""Measurements: side by side with stock graders, and of the parts."""
