"""Answers over HTTP: the SPARQL endpoint, the JSON API and the pages. It owns no knowledge; all of it comes from a store's release."""
