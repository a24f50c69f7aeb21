"""The platform families that are known: how each writes the posts of a thread.

Knowledge, not rules: a row says where a platform's own templates put things, and why that is
believed. No row names a host. To add one, see docs/extraction.md.
"""

from archive.parsing.pages.threads.families import (
    answers,
    blogs,
    forums,
    networks,
    systems,
    widgets,
)
from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = (
    *blogs.FAMILIES,
    *forums.FAMILIES,
    *answers.FAMILIES,
    *systems.FAMILIES,
    *widgets.FAMILIES,
    *networks.FAMILIES,
)
