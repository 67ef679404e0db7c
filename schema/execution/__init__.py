"""A document becomes rows, rows the answer."""
