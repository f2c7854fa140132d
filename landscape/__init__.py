"""The students' toolkit: objectives, a tiny transformer, recorded runs and plots for the optimization landscape."""
