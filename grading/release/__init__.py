"""What students get: the release notebooks and the toolkit beside them."""
