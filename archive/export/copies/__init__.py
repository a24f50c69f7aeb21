"""Copies of an article with its thread to take along, one module per format."""
