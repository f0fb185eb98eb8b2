"""A room as a file: a zip of JSON and its files, written and read piece by piece. docs/transfer.md has the format."""
