"""Things that a text names: known ones by their labels, and how it comes back to them."""
