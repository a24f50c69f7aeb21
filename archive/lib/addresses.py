"""Web addresses: what they name, when two are the same, and what a page's links point to.

No function raises, whatever the input; what is no web address gives an empty string.
"""

import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from archive.lib.text import slugify

# Parameters that only tell who sent the visitor: campaign and click identifiers of analytics,
# advertising, mail and social services, by their documented names.
_TRACKING = frozenset(
    {
        *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "srsltid"),
        *("_ga", "_gl", "msclkid", "yclid", "ysclid", "_openstat", "twclid", "ttclid", "li_fat_id"),
        *(
            "igshid",
            "igsh",
            "epik",
            "rdt_cid",
            "mc_cid",
            "mc_eid",
            "_hsenc",
            "_hsmi",
            "hsctatracking",
        ),
        *("mkt_tok", "vero_id", "vero_conv", "oly_enc_id", "oly_anon_id", "wickedid", "s_cid"),
        *("rb_clickid", "ml_subscriber", "ml_subscriber_hash", "wt_mc", "wt.mc_id", "xtor"),
        *("ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "guccounter"),
        *("guce_referrer", "guce_referrer_sig", "__twitter_impression", "ref_src", "ref_url"),
    }
)
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_recipient_")

_MAX_CHARACTERS = 8000  # RFC 9110 section 4.1 asks servers to take that much; few take more
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_DROPPED = re.compile("[\t\r\n\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # as browsers do, and more
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*", re.ASCII)
_IPV6 = re.compile(r"(?=.*:)[0-9a-f:.]+")
_ESCAPED = re.compile("%([0-9A-Fa-f]{2})")
_UNSAFE = re.compile(r"[^\w.~!$&'()*+,;=:@/?%\[\]#-]", re.ASCII)
_UNFIT_IN_LINK = re.compile(r"[\s\x00-\x20\"<>\\^`{|}\x7f-\xa0]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_EXTENSION = re.compile(r"\.(?:html?|xhtml|shtml|php\d?|aspx?|jsp|cfm|cgi|md)$", re.I)


def is_web(url: str) -> bool:
    """Whether this is a whole http or https address that names a host."""
    return _split(url) is not None


def host_of(url: str) -> str:
    """The host in lower case without `www.` and default port; international names in punycode.

    Another port stays (`example.org:8080`): it is another site.
    """
    parts = _split(url)
    return _authority(parts) if parts else ""


def normalise(url: str) -> str:
    """The form in which addresses are compared: one for all spellings of one address.

    https for either scheme; host as in `host_of`; no user name, fragment, tracking parameter;
    one spelling of percent-encoding; no dot segments; an empty path is "/". Otherwise path and
    query are left as they are: a trailing slash, letter case and the order of parameters may
    matter to the server.
    """
    parts = _split(url)
    if parts is None:
        return ""
    path = _respelled(_without_dots(parts.path)) or "/"
    kept = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    query = _respelled("&".join(kept))
    return f"https://{_authority(parts)}{path}" + (f"?{query}" if query else "")


def resolve(base: str, href: str) -> str:
    """Where a link on the page at `base` leads: an absolute http or https address, or "".

    A fragment is kept. Without a base, only whole addresses resolve. Characters that no address
    may hold are percent-encoded; letters of other scripts stay readable.
    """
    if len(href) > _MAX_CHARACTERS or len(base) > _MAX_CHARACTERS:
        return ""
    tidy = _tidied(href)
    scheme = _SCHEME.match(tidy)
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        return ""
    try:
        joined = urljoin(_tidied(base), tidy)
    except ValueError:
        return ""
    if not is_web(joined):
        return ""
    return _UNFIT_IN_LINK.sub(_percent_encoded, joined)


def last_segment(url: str) -> str:
    """The last named part of the path as a slug, without a file's extension; "" where none."""
    parts = _split(url)
    segments = [segment for segment in parts.path.split("/") if segment] if parts else []
    return slugify(_EXTENSION.sub("", unquote(segments[-1]))) if segments else ""


def _tidied(url: str) -> str:
    tidy = _DROPPED.sub("", url).strip()
    cut = min((place for mark in "?#" if (place := tidy.find(mark)) >= 0), default=len(tidy))
    return tidy[:cut].replace("\\", "/") + tidy[cut:]


def _split(url: str) -> SplitResult | None:
    if len(url) > _MAX_CHARACTERS:
        return None
    try:
        parts = urlsplit(_tidied(url))
        parts.port  # noqa: B018  # raises for what is no port number
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _host(parts):
        return None
    return parts


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if "[" in parts.netloc:
        return f"[{name}]" if _IPV6.fullmatch(name) else ""
    if not name.isascii():
        name = _punycode(name)
    return name if len(name) <= 253 and _HOST.fullmatch(name) else ""


def _punycode(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _authority(parts: SplitResult) -> str:
    host = _host(parts)
    if host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _is_tracking(pair: str) -> bool:
    name = unquote(pair.partition("=")[0]).lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "".join(f"/{segment}" for segment in kept)


def _respelled(text: str) -> str:
    return _UNSAFE.sub(_percent_encoded, _ESCAPED.sub(_one_spelling, text))


def _one_spelling(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def _percent_encoded(unfit: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in unfit[0].encode("utf-8", "replace"))
