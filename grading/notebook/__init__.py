"""Notebooks on disk: the pair that is edited, the release that students get, and the submissions that come back."""
