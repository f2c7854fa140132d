"""References of section 2.5."""
