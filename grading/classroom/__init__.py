"""A whole class: scheduled, recorded, and stored in the gradebook, in autograded notebooks and in feedback."""
