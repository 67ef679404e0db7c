"""What may be done: a file for each write, named by its verb."""
