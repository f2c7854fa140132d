"""References of section 2.2, each found another way than in the notebook."""
