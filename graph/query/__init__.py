"""Reads a pattern, puts the guards on, writes one statement."""
