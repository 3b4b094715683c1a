"""Networks as files that graph tools read: one function a format, and a table of them.

A network is a networkx graph whose nodes have `label`, `kind` and `iri`, and, if they are placed, `x` and `y`; its
edges have `label` and, by what they are, `tie`, `act`, `polarity`, `weight`, dates and evidence. A value that is not
known is left out: no format gets empty text, None or NaN.
"""

from .formats import FORMATS, GraphFormat, file_name, write

__all__ = ["FORMATS", "GraphFormat", "file_name", "write"]
