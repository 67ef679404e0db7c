"""What may be asked at the root: a file for each subject."""
