"""Answers over HTTP: the SPARQL endpoint, the JSON API and the pages. All that they know is in a store's release."""
