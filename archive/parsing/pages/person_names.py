"""Names in bylines as they are written, told from the words, dates and roles about them."""

import re

from archive.lib.text import collapse
from archive.parsing.pages.threads.names import tidy_name

BY = re.compile(
    r"^(?:(?:posted|written|published|submitted|reported|verfasst|geschrieben|publié|escrito"
    r"|publicado|scritto)\s+)?(?:napisał[ao]?|by|von|par|por|di|da|door|av|af|od|от|автор|autor|text"
    r"|\u6587[/\uff0f]|\u8a18\u8005|\u8bb0\u8005|\u4f5c\u8005)\b\s*[:\uff1a]?\s*",
    re.I,
)
# "Text:", "Автор:", "Reported by:" before a name.
LABEL = re.compile(r"^[^\W\d_]{2,14}(?:\s[^\W\d_]{2,4})?\s*[:\uff1a]\s*(?=\S)")
JOINED = re.compile(r"\s*(?:,|;|\s&\s|\s(?:and|und|et|y|e|og|och|en|и|\u0456)\s)\s*", re.I)
BREAKS = re.compile(
    r"\s+[-\u2013—|•·»/]\s+|[|•·»]|\s*\(|\s+[^\W\d_]+\s?:\s*(?=\d|$)|\s+(?:@|https?:)"
    r"|\s+\S+@\S+\."
)
# "Ada on March 4", "Ada le 4 mars": what stands between a name and a date.
BEFORE_DATE = re.compile(
    r"\s+(?:on|at|am|um|le|el|il|op|den|em|dnia)\s+(?=\d|\S+\s+\d|(?:mon|tues|wednes|thurs|fri)day"
    r"|(?:satur|sun)day|\S+(?:tag|di|dag)\b)",
    re.I,
)
ROLES = re.compile(
    r"\b(?:staff|writer|reporter|editor|correspondent|contributor|columnist|press|reuters|afp|dpa"
    r"|apa?|agencies|redakteur\w*|redaktion|reporterin|journaliste?|min(?:ute)?s?|read|updated"
    r"|on|posted|published)\b|\d",
    re.I,
)
# Whose the picture is.
PICTURED = re.compile(
    r"(?:photos?|fotos?|images?|bild(?:er)?|illustration|grafik|pictures?)\b", re.I
)
COUNTED = re.compile(r"\(\s*\d[\d.,]*\s*\)\s*$")  # "Comments (12)"
NO_NAME = re.compile(
    r"(?:on|at|in|am|um|le)\s|\d[\d.,]*\s|.*\s\d{1,4}$", re.I
)  # "on May 3", "12 comments"
# A word in small letters that is no part of a surname: of three words, it makes a phrase.
PHRASE = re.compile(r"(?:^|\s)[a-zà-ÿ]{2,}(?=\s|$)")
PARTICLE = re.compile(
    r"\b(?:de|da|do|dos|das|del|della|di|du|des|der|den|van|von|zu|zum|zur|la|le|les|el|al|bin|ibn|ben"
    r"|of|the|and|und|y|e|et|i|af|av|ter|ten|te|st|mac|mc|o|d|l|x)\b"
)
# A name's word: letters of any script, perhaps with an apostrophe, a hyphen, or a dot behind.
NAME_WORD = re.compile(r"[^\W\d_][^\s\d,;:!?()|/\u0964]{0,24}")
MAX_NAME = 100
LONGEST_WRITTEN = 500  # characters
MOST_WORDS = 7
MOST_NAMES = 4
LONGEST_PERSON = 40


def names_in(written: str) -> list[str]:
    """Give the names in a byline; none where it is an address or a sentence."""
    if PICTURED.match(written.strip()) or COUNTED.search(written):
        return []
    line = LABEL.sub("", BY.sub("", collapse(written[:LONGEST_WRITTEN])))
    line = BEFORE_DATE.split(BREAKS.split(line, maxsplit=1)[0], maxsplit=1)[0]
    if not line or re.match(r"https?:|www\.|@|/", line) or len(line) > 2 * MAX_NAME:
        return []
    names = [tidy_name(BY.sub("", part)) for part in JOINED.split(line)]
    names = [name for name in names if is_name(name)]
    return [name for name in names if not ROLES.search(name)] or names[:1]


def is_name(name: str) -> bool:
    """Whether a piece of a byline can be a name: letters, and few words."""
    return (
        0 < len(name) <= MAX_NAME
        and bool(re.search(r"[^\W\d_]", name))
        and len(name.split()) <= MOST_WORDS
        and not NO_NAME.match(name)
        and not (len(name.split()) > 2 and PHRASE.search(PARTICLE.sub(" ", name)))
    )


def is_person(text: str) -> bool:
    """Whether a text by itself looks like a person's name: two words or three, each a name's."""
    words = text.split()
    return (
        2 <= len(words) <= MOST_NAMES
        and len(text) <= LONGEST_PERSON
        and all(NAME_WORD.fullmatch(word) for word in words)
        and not any(word[0].isascii() and word[0].islower() for word in (words[0], words[-1]))
    )
