"""The trusted half: a warm template that has collected the hidden checks, and its forks that grade one submission each."""
