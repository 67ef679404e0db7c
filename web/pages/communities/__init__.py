"""Pages of communities: the list, one of them, its members, and what curators do."""
