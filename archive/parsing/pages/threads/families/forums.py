"""Platforms of forums and of questions and answers: how each writes the posts of a topic."""

from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = ()
