"""Marking by hand, question by question: what `landscape mark` shows and writes."""
