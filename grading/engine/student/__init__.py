"""The untrusted half: a warm template, and its sealed forks that run a submission's cells and answer calls.

Nothing here may know a solution, a hidden check or which check is running. Nothing that comes from here is believed.
"""
