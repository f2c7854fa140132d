"""Reference solutions, one module a section, found another way than the notebooks' model answers wherever one exists."""
