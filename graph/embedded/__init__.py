"""The embedded engine: a database of our own, started with Maille and stopped with it."""

from graph.embedded.engine import Embedded
from graph.embedded.lifecycle import embedded, joined, reached

__all__ = ["Embedded", "embedded", "joined", "reached"]
