"""The service in front of a store elsewhere: any that speaks SPARQL 1.1. What the workers do for a store of releases, this does for it."""

from .pool import RemoteAnswer, RemotePool
from .writer import RemoteWriter

__all__ = ["RemoteAnswer", "RemotePool", "RemoteWriter"]
