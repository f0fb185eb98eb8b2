"""Peer: django-eventstream on daphne, in one process and in memory, as its README sets it up."""
