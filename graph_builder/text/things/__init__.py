"""The things inside a target."""
