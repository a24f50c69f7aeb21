"""Under which names articles, comments and people are known: DESIGN section 3, "Identity"."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from archive.lib.addresses import host_of, is_web, normalise, resolve
from archive.lib.digests import hmac_hex
from archive.lib.text import clean_characters, collapse, fold
from archive.models import UNKNOWN_HOST
from archive.models.provenance import bounded
from archive.parsing.drafts import ArticleDraft, Context, Identity, PersonDraft

MAX_NAME_LENGTH = 500
MAX_NAMESPACE_LENGTH = 100
MAX_URL_LENGTH = 2000
_PARTED = re.compile(r"@[0-9a-f]{16}$")


class Name(NamedTuple):
    """One identity: the system that gave it, and what it gave."""

    namespace: str
    value: str


class PersonRef(NamedTuple):
    """The strongest name a record carries for a person, and what else it says of them."""

    namespace: str
    value: str
    name: str
    profile_url: str


def host_for(draft: ArticleDraft, context: Context) -> str:
    """The host of the site an article belongs to; `--site` names it where the source does not."""
    named = (
        *own_addresses(draft),
        draft.canonical_url,
        f"https://{draft.site_host}",
        f"https://{context.site_host}",
    )
    return next((host for url in named if (host := host_of(url))), UNKNOWN_HOST)


def named(namespace: str, value: str) -> Name:
    """The name as the database takes it: bounded, without what is no character."""
    return Name(collapse(namespace)[:MAX_NAMESPACE_LENGTH], bounded(clean_characters(value)))


def article_names(
    draft: ArticleDraft, host: str, digest: str, input_digest: str
) -> tuple[list[Name], list[str]]:
    """The article's identities, strongest first, and the addresses it is known by.

    Where the capture's own address is known, a canonical address of another host or of the
    site's root is recorded with the article but is not one of its names. An article with neither
    id nor address goes by the digest of its text.
    """
    inside = f"@{input_digest[:16]}" if host == UNKNOWN_HOST else ""
    names = [
        named(one.namespace, one.value + ("" if _is_parted(one) else inside))
        for one in draft.identities
        if one.value
    ]
    urls = _addresses(draft)
    names += [Name("address", bounded(normalise(url))) for url in urls]
    if not names:
        names = [Name("digest", digest)]
    return list(dict.fromkeys(names)), urls


def _is_parted(one: Identity) -> bool:
    """Whether the name counts beyond its input, or says already which input it is of."""
    return one.namespace == "digest" or bool(_PARTED.search(one.value))


def own_addresses(draft: ArticleDraft) -> list[str]:
    """The addresses at which the record itself stood: the article's, then that of its page.

    They differ where its thread stands on several pages, and it was read from one of them.
    """
    captured = (draft.capture.url if draft.capture else "") or draft.url
    return [url for url in (draft.article_url, captured) if is_web(url)]


def _addresses(draft: ArticleDraft) -> list[str]:
    own, claimed = own_addresses(draft), draft.canonical_url
    if not own:
        return [claimed] if is_web(claimed) else []
    is_ours = is_web(claimed) and host_of(claimed) == host_of(own[0])
    is_root = normalise(claimed).count("/") <= 3 and not normalise(claimed).split("/")[-1]
    if is_ours and not is_root and normalise(claimed) not in map(normalise, own):
        return [*own, claimed]
    return own


def person_ref(draft: PersonDraft, host: str, namespace: str) -> PersonRef | None:
    """The strongest name of the record itself; None where it has none.

    In order: the source's user id; the profile address, if on the site's own host; the folded
    name with the HMAC of the e-mail address; the folded name.
    """
    name = collapse(draft.name)[:MAX_NAME_LENGTH]
    if not name:
        return None
    profile = resolve("", draft.profile_url) if draft.profile_url else ""
    folded = fold(name) or name.casefold()
    hmac = draft.email_hmac or _hashed(draft.email)
    if draft.user_id:
        strongest = (f"user:{namespace}", draft.user_id)
    elif profile and host_of(profile) == host:
        strongest = ("profile", normalise(profile))
    elif hmac:
        strongest = ("name-email", f"{folded}:{hmac}")
    else:
        strongest = ("name", folded)
    shown = profile if len(profile) <= MAX_URL_LENGTH else ""
    return PersonRef(*named(*strongest), name, shown)


def _hashed(email: str) -> str:
    return _hmac(settings.ARCHIVE_HMAC_KEY, email) if email else ""


@lru_cache(maxsize=4_096)  # whoever wrote once often wrote again
def _hmac(key: bytes, email: str) -> str:
    address = collapse(email).casefold()
    return hmac_hex(key, address) if address else ""
