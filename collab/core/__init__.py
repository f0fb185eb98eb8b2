"""The pure core of documents: bytes in, verdicts and bytes out. Knows neither Django nor sockets."""
