"""Who speaks, who tells it, and whose a stance is."""
