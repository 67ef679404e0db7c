"""What may be asked, done and announced."""
