"""Which cues are positions of their own, whose they are, and what they are about."""
