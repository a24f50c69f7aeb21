"""Our search engine beside others, on one corpus and in one run: `make bench-search`."""
