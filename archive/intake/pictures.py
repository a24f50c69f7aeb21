"""Pictures that came with an article: decoded, written anew and stored; and which are whose."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath, PurePosixPath

from archive.intake.captures import read_stored, store_bytes
from archive.lib.digests import sha256_hex
from archive.lib.rasters import NoRasterError, raster_of
from archive.lib.text import clean_characters, truncate
from archive.models import Article, ArticlePicture, Capture, Picture
from archive.models.provenance import bounded
from archive.parsing.companions import page_named
from archive.parsing.drafts import PictureDraft, Problem

MAX_ALT_LENGTH = 2_000
MAX_FILE_LENGTH = 1_000
_COLUMNS = (
    *("stored_as", "size_bytes", "raster_sha256", "raster_stored_as"),
    *("extension", "width", "height"),
)


@dataclass(slots=True)
class ReadyPictures:
    """Pictures that may be shown, each with the row that it is or will be; and what was not one."""

    pictures: list[tuple[PictureDraft, Picture]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def ready_pictures(
    drafts: Iterable[PictureDraft], place: str, *, dry_run: bool = False
) -> ReadyPictures:
    """Decode the pictures that the archive does not know, and store their bytes, as they came and
    as they are shown. Before any transaction: a picture takes some tenths of a second."""
    ready = ReadyPictures()
    for draft in drafts:
        digest = sha256_hex(draft.content)
        known = Picture.objects.filter(sha256=digest).first()
        try:
            ready.pictures.append((draft, known or _picture_of(draft, digest, dry_run=dry_run)))
        except NoRasterError as error:
            message = f"the picture {truncate(draft.address, 120)} is not shown: {error}"
            ready.problems.append(Problem(message, place, "repaired"))
    return ready


def _picture_of(draft: PictureDraft, digest: str, *, dry_run: bool) -> Picture:
    raster = raster_of(draft.content)
    picture = Picture(
        sha256=digest,
        size_bytes=len(draft.content),
        raster_sha256=sha256_hex(raster.content),
        extension=raster.extension,
        width=raster.width,
        height=raster.height,
    )
    if not dry_run:
        picture.stored_as = store_bytes(draft.content)
        picture.raster_stored_as = store_bytes(raster.content)
    return picture


def keep_pictures(article: Article, ready: ReadyPictures, captured_at: datetime | None) -> None:
    """Write which pictures came with the article; what is known already is left as it is.

    Of a picture that came before, the latest time counts.
    """
    if not ready.pictures:
        return
    known = {(one.picture.sha256, one.address): one
             for one in article.pictures.select_related("picture")}  # fmt: skip
    for draft, picture in ready.pictures:
        address = bounded(draft.address)
        row = known.get((picture.sha256, address))
        if row is None:
            known[picture.sha256, address] = ArticlePicture.objects.create(
                article=article,
                picture=_saved(picture),
                address=address,
                alt=clean_characters(draft.alt)[:MAX_ALT_LENGTH],
                file=_file_of(draft),
                captured_at=captured_at,
            )
        elif captured_at and (row.captured_at is None or row.captured_at < captured_at):
            row.captured_at = captured_at
            row.save(update_fields=["captured_at"])


def _saved(picture: Picture) -> Picture:
    """The picture's row, which another writer may have made."""
    columns = {name: getattr(picture, name) for name in _COLUMNS}
    return Picture.objects.get_or_create(sha256=picture.sha256, defaults=columns)[0]


def _file_of(draft: PictureDraft) -> str:
    """The path beside the page; empty for one that no column holds, which is then read no more."""
    file = clean_characters(draft.file)
    return file if file == draft.file and len(file) <= MAX_FILE_LENGTH else ""


def beside(capture: Capture) -> tuple[PurePath, Mapping[PurePath, bytes]]:
    """Where a captured page lay, and the pictures that lay beside it, to read it with them again.

    Those that are lost or damaged are missing.
    """
    rows = ArticlePicture.objects.select_related("picture").order_by("pk").exclude(file="")
    found: dict[PurePath, bytes] = {}
    name = ""
    for row in rows.filter(article=capture.article_id, captured_at=capture.captured_at):
        with suppress(OSError):
            picture = read_stored(row.picture.stored_as, row.picture.sha256)
            found[PurePosixPath(row.file)] = picture
            name = page_named(row.file)
    return PurePosixPath(name), found
