"""Gradescope's autograder: the zip that is uploaded there, what runs in its container, and the results that it writes."""
