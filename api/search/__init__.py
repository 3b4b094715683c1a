"""Full-text search: an index made of what the store holds, beside it and in step with it. Knows no HTTP.

`keeper` is what the service holds; `find` searches; `feed` and `indexer` make an index, the latter in a process of its own, which
is why nothing is imported here.
"""
