"""What knows RDF: IRIs, quads, derived triples, validation and the store. It knows no words."""
