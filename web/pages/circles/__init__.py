"""Pages of circles: those that one is in, a new one, an invitation, the closing talk."""
