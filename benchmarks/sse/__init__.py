"""Server-sent events: many listeners on one channel, events published over HTTP POST."""
