"""Afterword: an archive of web articles and the comment threads beneath them."""

__version__ = "0.1.0"
