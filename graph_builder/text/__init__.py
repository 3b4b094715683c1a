"""Text in, positions out. Knows words, no RDF."""
