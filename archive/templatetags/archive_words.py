"""Numbers and names in words: "1,204 responses", "one article", "2.5 MB", "Japanese"."""

from django import template
from django.utils.translation import get_language_info

register = template.Library()


@register.filter
def grouped(number: int | None) -> str:
    """A whole number with its thousands apart; nothing for None."""
    return "" if number is None else f"{number:,}"


@register.filter
def counted(number: float | None, noun: str) -> str:
    """The number and its noun: `counted:"response"`, or with its plural, `"person,people"`."""
    singular, _, plural = noun.partition(",")
    word = singular if number == 1 else plural or f"{singular}s"
    return f"{number or 0:,.0f} {word}"


@register.filter
def lasting(seconds: float) -> str:
    """A time that is to come, as roughly as it is known: "20 seconds", "5 minutes"."""
    if seconds < 60:
        return counted(max(1, round(seconds)), "second")
    if seconds < 5_400:
        return counted(round(seconds / 60), "minute")
    return counted(round(seconds / 3_600), "hour")


@register.filter
def sized(size_bytes: float | None) -> str:
    """A number of bytes as file managers tell it, by thousands: "2,000 MB", "640 kB"."""
    size = size_bytes or 0
    if size < 1_000:
        return counted(size, "byte")
    if size < 1_000_000:
        return f"{size / 1_000:.0f} kB"
    return f"{size / 1_000_000:,.1f}".removesuffix(".0") + " MB"


@register.filter
def language_name(code: str) -> str:
    """The language's English name, its own subtags set aside; the code itself where unknown."""
    try:
        return str(get_language_info(code.replace("_", "-").lower())["name"])
    except KeyError:
        return code


@register.filter
def is_web(url: str) -> bool:
    """Whether an address of others may stand in a link: http and https alone."""
    return url.startswith(("http://", "https://"))
