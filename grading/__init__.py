"""The engine: reads submissions, runs them sealed, checks them, and stores what came out. For instructors only."""
