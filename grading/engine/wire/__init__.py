"""The wire: what may pass between the student's process and the checker, and how. Used on both sides; holds nothing secret.

Frames are length-prefixed and capped; values from either side are checked against a closed schema on arrival.
"""
