"""The embedded engine: a database of our own, started with Maille and stopped with it."""

from graph.embedded.lifecycle import Embedded, embedded

__all__ = ["Embedded", "embedded"]
