"""Reading a large installation on PostgreSQL: search, history, changes after a gap, the list of rooms."""
