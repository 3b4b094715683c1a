"""Stancegraph: an open knowledge graph of who stands where in world politics."""

__version__ = "0.1.0"
