"""The way in from a learning platform and the way back: downloads, rosters, marks, feedback, Gradescope's autograder."""
