"""The pages and calls with which the staff looks after rooms and people."""
