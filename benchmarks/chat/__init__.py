"""Chat fan-out: one process opens all the clients, counts every delivery and times it."""
