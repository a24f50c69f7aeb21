"""How well the search finds what is meant: `make bench-relevance`."""
