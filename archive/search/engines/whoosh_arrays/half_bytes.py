"""Numbers of four bits: one of the first half of them shares its byte with one of the second.

So those that lie in one half are had by one mask or one shift.
"""

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array


def packed_half_bytes(numbers: Array, half: int) -> Array:
    """Numbers below 16, a byte each, as half as many bytes; the first half is not the shorter."""
    shared = numbers[:half].copy()
    shared[: len(numbers) - half] |= numbers[half:] << 4
    return shared


def half_bytes(shared: Array, half: int, first: int, last: int) -> Array:
    """The numbers from one place to another, the last not among them; some 0.2 ns each."""
    if last <= half:
        return shared[first:last] & 15
    if first >= half:
        return shared[first - half : last - half] >> 4
    return np.concatenate((shared[first:] & 15, shared[: last - half] >> 4))


def half_bytes_at(shared: Array, half: int, first: int, last: int, at: Array) -> Array:
    """Of these numbers those at such places, the first of them being 0; some 1 ns each."""
    if last <= half:
        return shared[first:last].take(at) & 15
    if first >= half:
        return shared[first - half : last - half].take(at) >> 4
    return half_bytes(shared, half, first, last).take(at)
