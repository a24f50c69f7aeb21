"""Memory that is free: kept from one question to the next, given back after much work."""

import ctypes
import sys
from collections.abc import Callable
from functools import cache

# Names and numbers of <malloc.h>. Left to itself, glibc gives some megabytes back to the system
# after a question and is handed them page by page in the next: that took longer than all the
# reckoning of a question of three common words (1.6 ms in place of 0.55).
_TRIM_THRESHOLD, _KEPT_BYTES = -1, 32 << 20
_MMAP_THRESHOLD, _LARGEST_BYTES = -3, 4 << 20


@cache
def keep_freed_memory() -> None:
    """Let this process keep so much of what it frees; nothing where there is no such setting."""
    set_option = _of_malloc("mallopt")
    if set_option is not None:
        set_option(_TRIM_THRESHOLD, _KEPT_BYTES)
        set_option(_MMAP_THRESHOLD, _LARGEST_BYTES)


def give_freed_memory_back() -> None:
    """Let the system have what lies free between what is held; some milliseconds."""
    trim = _of_malloc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_malloc(name: str) -> Callable[..., int] | None:
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return getattr(library, name, None)
