"""Pages of members: one of them, all of them, and oneself."""
