"""What an author writes and proves: text and notebook, bank, error rates, sample class."""
