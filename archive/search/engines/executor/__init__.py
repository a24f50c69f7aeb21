"""Answers questions over the arrays of engines/whoosh_arrays, many documents at a time.

nodes says what can be asked; snapshot holds one state of an index and view what one user sees of
it; evaluate finds documents (words, phrases and filters in modules of their own); collect sorts
and cuts what was found, facets counts it, groups gathers it by article. What is found, and what
it is worth, is what stock Whoosh finds on the same segments (tests/search/executor).
"""
