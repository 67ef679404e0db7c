"""For those who program: how to ask, within which bounds, and the schema to leaf through. Open to everybody."""
