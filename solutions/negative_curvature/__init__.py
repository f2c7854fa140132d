"""References of section 1.3, each found another way than in the notebook."""
