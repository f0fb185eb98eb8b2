"""Everything that can be called, by everybody who could call it: each route, page and command is in a table here, and a
test fails for one that is in none."""
