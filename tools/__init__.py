"""Tools that are run by hand and that no test, notebook or grader needs."""
