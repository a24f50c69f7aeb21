"""Bytes packed the same way every time: a test's name must not tell when it was collected."""

from functools import partial
from gzip import compress

in_gzip = partial(compress, mtime=0)
