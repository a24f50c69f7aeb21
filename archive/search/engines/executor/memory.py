"""Memory that one question gave back is there for the next."""

import ctypes
import sys
from functools import cache

# Names and numbers of <malloc.h>. Left to itself, glibc gives some megabytes back to the system
# after a question and is handed them page by page in the next: that took longer than all the
# reckoning of a question of three common words (1.6 ms in place of 0.55).
_TRIM_THRESHOLD, _KEPT_BYTES = -1, 32 << 20
_MMAP_THRESHOLD, _LARGEST_BYTES = -3, 4 << 20


@cache
def keep_freed_memory() -> None:
    """Let this process keep so much of what it frees; nothing where there is no such setting."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    set_option = getattr(library, "mallopt", None)
    if set_option is not None:
        set_option(_TRIM_THRESHOLD, _KEPT_BYTES)
        set_option(_MMAP_THRESHOLD, _LARGEST_BYTES)
