"""What grading writes: the gradebook, autograded notebooks and feedback, as nbgrader knows them."""

from grading.classroom.gradebook.feedback import write_feedback
from grading.classroom.gradebook.store import store

__all__ = ["store", "write_feedback"]
