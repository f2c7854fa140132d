"""Mutants: model answers with one small change, which the hidden checks of their task must notice."""
