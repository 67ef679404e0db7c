"""Files in spaces: what a file is by its content, where its bytes lie, how it comes in."""
