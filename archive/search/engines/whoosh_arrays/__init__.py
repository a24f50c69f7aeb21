"""A codec for Whoosh 2.7.4 whose segments are flat, memory-mapped arrays.

Whoosh keeps schema, lexicon, segments and commits; postings, positions and columns lie in one
file a segment, little-endian and aligned, so that numpy reads them where they are. Nothing here
knows of the archive. Read in this order: containers, contents, runs, counts, positions, columns,
documents, lexicon, codec; then fields, buffers, writer, merging; then index, which puts them
together.

Measured beside stock Whoosh at 200,000 documents: docs/search-figures.md.
"""
