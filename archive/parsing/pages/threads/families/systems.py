"""Comment systems that papers and others embed, as their threads stand in a saved page."""

from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = ()
