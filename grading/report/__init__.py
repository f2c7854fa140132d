"""The class report: numbers, pictures, page."""
