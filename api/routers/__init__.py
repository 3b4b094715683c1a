"""One file a topic; each knows HTTP and asks the workers, none knows the graph's store."""
