"""The holder's attitude to each thing."""
