"""References of section 2.3, each found another way than in the notebook."""
