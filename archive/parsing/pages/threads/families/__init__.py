"""The platform families that are known: how each writes the posts of a thread.

Knowledge, not rules: a row says where a platform's own templates put things, and why that is
believed. No row names a host. To add one, see docs/extraction.md.
"""

from dataclasses import replace

from archive.parsing.pages.threads.families import (
    answers,
    asia,
    blogs,
    forums,
    networks,
    sites,
    systems,
    widgets,
)
from archive.parsing.pages.threads.family import Family

# What stands below an article on a blog or a site answers that, whatever is written above it.
BELOW = (*blogs.FAMILIES, *asia.FAMILIES, *sites.FAMILIES)

FAMILIES: tuple[Family, ...] = (
    *(replace(one, is_below=True) for one in BELOW),
    *forums.FAMILIES,
    *answers.FAMILIES,
    *systems.FAMILIES,
    *widgets.FAMILIES,
    *networks.FAMILIES,
)
