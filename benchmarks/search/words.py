"""Words that nobody says, but could: syllables strung together, each word once."""

from itertools import product

ONSETS, VOWELS, CODAS = "bcdfghjklmnpqrstvwyz", "aeiou", ("", "n", "r", "s", "l")
SYLLABLES = ["".join(parts) for parts in product(ONSETS, VOWELS, CODAS)]
# A word is as long as its rank is low: one syllable for the words said most, two, then three. Most
# strings of three syllables are no words, so that few words are one slip of the pen apart.
SHORT, MIDDLING = 50, 5_000
STEP = 1_299_709  # a prime that shares no factor with the syllables: neighbours by rank are none


def vocabulary(size: int) -> list[str]:
    """The first so many words, those said most before the others; no two are the same."""
    return [word(rank) for rank in range(size)]


def word(rank: int) -> str:
    """The word of a rank.

    Read from the left, a syllable ends where the next consonant before a vowel begins, so words of
    different syllables are different strings.
    """
    syllables = 1 + (rank >= SHORT) + (rank >= MIDDLING)
    count = len(SYLLABLES)
    number = rank * STEP % count**syllables
    parts = []
    for _ in range(syllables):
        number, at = divmod(number, count)
        parts.append(SYLLABLES[at])
    return "".join(reversed(parts))
