"""Words as they stand in a text: segments, tokens, and what grammar says of them."""
