"""Afterword: an archive of web articles and the comment threads beneath them."""
