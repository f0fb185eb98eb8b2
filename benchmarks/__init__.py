"""Side-by-side measurements of Collab and its peers: `bin/bench`. See benchmarks/README.md."""
