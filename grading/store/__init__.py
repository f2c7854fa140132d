"""What grading writes: the gradebook, autograded notebooks and feedback, as nbgrader knows them."""

from grading.store.classroom import store
from grading.store.feedback import write_feedback

__all__ = ["store", "write_feedback"]
