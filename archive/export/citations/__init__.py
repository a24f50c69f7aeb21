"""Citations of an article or a comment, one module per format and one table that lists them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archive.export.citations.bibtex import bibtex
from archive.export.citations.cited import Cited
from archive.export.citations.csl_json import csl_json
from archive.export.citations.plain import plain_citation
from archive.export.citations.ris import ris


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A format of citations: its name, its media type, and what writes it (text of whole lines)."""

    name: str
    media_type: str
    write: Callable[[Cited], str]


# Neither BibTeX nor RIS is registered with IANA; these are the types that managers of references
# know them by (https://www.zotero.org/support/dev/exposing_metadata). CSL-JSON's is that of
# https://docs.citationstyles.org/en/stable/specification.html.
CITATION_FORMATS: Mapping[str, CitationFormat] = {
    "citation.txt": CitationFormat("Plain text", "text/plain; charset=utf-8", plain_citation),
    "bib": CitationFormat("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": CitationFormat("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "csl.json": CitationFormat("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}
"""By the ending of the address, in the order in which they are offered."""
