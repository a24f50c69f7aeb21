"""A WARC or ARC file as one long tape: read on, looked ahead in, and now and then wound back.

Memory does not depend on the file: a few blocks are held, whatever is in it.
"""

from bisect import bisect_right
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, Self

from archive.parsing.formats.warc_members import BLOCK, Piece, is_compressed, pieces_of

# Data may be 200 times as much as the file they are inflated from, beyond a quarter of a GiB.
# Pages shrink to a fifth; gzip gets at most to a thousandth, of what is all the same.
MOST_FREE = 256 * 1024 * 1024
MOST_RATIO = 200
# Winding back costs reading again; files that ask for it more than this are read on from there.
MOST_REREAD = 1024 * 1024 * 1024
BEHIND = 2 * BLOCK
OPENING_SHORTER = 16


class BombError(Exception):
    """The data are far more than the file that they are inflated from; the message says so."""


class Tape:
    """The data of one file, from `position` on.

    Of a file within an archive `share` says what part of its own size it takes up there.
    At `damage` no byte is to be had before `resume`.
    """

    def __init__(self, opener: Callable[[], BinaryIO], share: float | None = None) -> None:
        """Open the file. What the opener raises, every method may raise."""
        self._opener, self._share = opener, 1.0 if share is None else share
        self._stream = opener()
        start = self._stream.read(OPENING_SHORTER)
        self._stream.seek(0)
        self.is_compressed = is_compressed(start)
        self._can_jump = share is None and not self.is_compressed
        self._reread = 0
        self._begin(0)

    def __enter__(self) -> Self:
        """Use it as a context manager."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._stream.close()

    def _begin(self, at: int) -> None:
        self._pieces = pieces_of(self._stream, at)
        self._buffer, self._start, self._place = bytearray(), at, 0
        self._begins: list[int] = []  # where members begin in the data, in order
        self._places: list[int] = []  # and in the file
        self.damage = ""

    @property
    def position(self) -> int:
        """How many bytes of the data lie before this place."""
        return self._start + self._place

    @property
    def at(self) -> int:
        """The place in the file: of a compressed one where the member read last begins."""
        if not self.is_compressed:
            return self.position
        before = bisect_right(self._begins, self.position)
        return self._places[before - 1] if before else 0

    def _pull(self) -> bool:
        """Take up one more piece; whether there was one."""
        piece = None if self.damage else next(self._pieces, None)
        if piece is None:
            return False
        if piece.damage:
            self.damage = piece.damage
            return False
        self._charge(piece)
        if self._place > 2 * BEHIND:
            self._drop(self._place - BEHIND)
        if piece.begins:
            self._begins.append(self._start + len(self._buffer))
            self._places.append(piece.at)
        self._buffer += piece.data
        return True

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        self._start += size
        self._place -= size
        before = max(bisect_right(self._begins, self._start) - 1, 0)
        del self._begins[:before], self._places[:before]

    def _charge(self, piece: Piece) -> None:
        if not self.is_compressed:
            return
        data = self._start + len(self._buffer) + len(piece.data)
        if data > MOST_FREE + MOST_RATIO * self._share * piece.read:
            raise BombError(
                f"its first {piece.read:,} bytes inflate to more than {data - len(piece.data):,},"
                " which no crawl does: it is not read on"
            )

    def has_more(self) -> bool:
        """Whether there is a byte at this place."""
        return self._place < len(self._buffer) or self._pull()

    def peek(self, size: int) -> bytes:
        """Give the next `size` bytes, fewer at the end or at damage, and stay."""
        while len(self._buffer) - self._place < size and self._pull():
            pass
        return bytes(self._buffer[self._place : self._place + size])

    def take(self, most: int) -> bytes:
        """Give at most `most` of the next bytes, all of one member; none at the end."""
        if not self.has_more():
            return b""
        end = min(self._place + min(most, BLOCK), len(self._buffer))
        following = bisect_right(self._begins, self.position)
        if following < len(self._begins):
            end = min(end, self._begins[following] - self._start)
        data = bytes(self._buffer[self._place : end])
        self._place = end
        return data

    def line(self, most: int) -> bytes:
        """Give the next line with its end, at most `most` bytes of it; across members."""
        searched = 0
        while (found := self._buffer.find(b"\n", self._place + searched)) < 0:
            searched = len(self._buffer) - self._place
            if searched >= most or not self._pull():
                break
        end = found + 1 if found >= 0 else len(self._buffer)
        end = min(end, self._place + most)
        data = bytes(self._buffer[self._place : end])
        self._place = end
        return data

    def is_at_member(self) -> bool:
        """Whether a member begins here, as each record's does where they are compressed apart."""
        if not (self.is_compressed and self.has_more()):
            return False
        before = bisect_right(self._begins, self.position)
        return before > 0 and self._begins[before - 1] == self.position

    def resume(self) -> str:
        """Go on after damage; give what it was."""
        told, self.damage = self.damage, ""
        return told

    def wind_back(self, position: int) -> bool:
        """Go back to an earlier position; whether that was done, for it may cost too much."""
        is_far = position < self._start
        is_anew = is_far and not self._can_jump
        cost = self.position if is_anew else self.position - position
        if self._reread + cost > MOST_REREAD:
            return False
        self._reread += cost
        if not is_far:
            self._place = position - self._start
            return True
        self._stream.close()
        self._stream = self._opener()
        self._begin(0 if self.is_compressed else position)
        while self.position < position:
            if not self.take(position - self.position) and not self.resume():
                return False
        return True
