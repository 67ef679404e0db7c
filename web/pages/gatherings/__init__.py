"""Pages of gatherings: all that are to come, a new one, what one does with one."""
