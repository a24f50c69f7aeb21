"""Do words begin as their stems are said to? `python -m benchmarks.stem_beginnings`.

Stems the word lists that Debian has: apt-get install wamerican-insane wcatalan wdanish wdutch
wfrench witalian wngerman wnorwegian wpolish wportuguese wspanish wswedish hunspell-cs hunspell-hu
hunspell-lt hunspell-ro hunspell-ru. Shows by language how many words have another stem, and some
that begin otherwise than archive.search.languages.beginnings has it; exits 1 where any does. What
is not installed is left out, and named. Takes a minute.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from archive.search.languages import beginnings_of, stemmed_term
from archive.search.words import tokens

WORD_LISTS = {
    **{"ca": "dict/catalan", "da": "dict/danish", "de": "dict/ngerman", "nl": "dict/dutch"},
    **{"en": "dict/american-english-insane", "es": "dict/spanish"},
    **{"fr": "dict/french", "it": "dict/italian", "no": "dict/bokmaal", "pl": "dict/polish"},
    **{"pt": "dict/portuguese", "sv": "dict/swedish", "cs": "hunspell/cs_CZ.dic"},
    **{"hu": "hunspell/hu_HU.dic", "lt": "hunspell/lt_LT.dic", "ro": "hunspell/ro_RO.dic"},
    "ru": "hunspell/ru_RU.dic",
}
MOST_WORDS = 300_000  # of a list; of a longer one each second, each third and so on


def words_of(path: Path) -> Iterator[str]:
    """The words of a list, a line each; in hunspell's what stands behind a slash is no word."""
    rules = path.with_suffix(".aff")
    told = re.search(rb"(?m)^SET (\S+)", rules.read_bytes()) if path.suffix == ".dic" else None
    encoding = told[1].decode() if told else "utf-8"
    lines = path.read_text(encoding, errors="replace").splitlines()
    for line in lines[:: len(lines) // MOST_WORDS + 1]:
        yield from (word.text for word in tokens(line.partition("/")[0]))


def main() -> int:
    """Print the table; 1 where a word begins otherwise."""
    are_alike = True
    for language, name in WORD_LISTS.items():
        path = Path("/usr/share") / name
        if not path.exists():
            sys.stdout.write(f"{language}  {path} is not installed\n")
            continue
        stems = {word: stemmed_term(word, language).partition(":")[2] for word in words_of(path)}
        changed = {word: stem for word, stem in stems.items() if stem not in ("", word)}
        others = [
            word
            for word, stem in changed.items()
            if not word.startswith(beginnings_of(stem, language))
        ]
        are_alike = are_alike and not others
        sys.stdout.write(f"{language}{len(changed):>9,} of {len(stems):>7,} words  {others[:5]}\n")
    return int(not are_alike)


if __name__ == "__main__":
    sys.exit(main())
