"""What a fresh archive needs before it can be read: tables, a sample to look at, a keeper."""

import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from archive.models import Article

SAMPLE_FOLDER = Path(settings.BASE_DIR) / "fixtures"
KEEPER_NAME = "keeper"

Say = Callable[[str], object]


def prepare(say: Say, *, sample: Path | None = SAMPLE_FOLDER) -> None:
    """Brings an archive to where it can be served; one that is there already stays as it is.

    Tables are brought up to date; the sample is imported where no article is kept; a keeper's
    account is made where there is none that may do everything, and its password said once.
    """
    call_command("migrate", verbosity=0, interactive=False)
    if sample and not Article.objects.exists():
        bring_in(sample_pieces(sample), say)
    password = make_keeper()
    if password:
        say(f'Made the keeper\'s account: name "{KEEPER_NAME}", password "{password}".')
        say("It is shown this once; change it at /admin/password_change/.")


def sample_pieces(folder: Path) -> list[Path]:
    """What of the folder is the sample: its publications, each a subfolder named by its host."""
    return sorted(folder.glob("*.example/"))


def bring_in(paths: Iterable[Path], say: Say) -> None:
    """Imports the paths as `manage.py intake` does, and says where that stopped short."""
    say("Bringing in the sample archive …")
    try:
        call_command("intake", *(str(path) for path in paths))
    except CommandError as error:
        say(f"The sample is not complete: {error}")


def make_keeper() -> str:
    """The password of a superuser just made; empty where the archive has one already."""
    users = get_user_model().objects
    if users.filter(is_superuser=True, is_active=True).exists():
        return ""
    password = secrets.token_urlsafe(12)
    taken = users.filter(username=KEEPER_NAME).first()
    if taken:
        raise CommandError(
            f'The account "{KEEPER_NAME}" may not do everything, and no other may: '
            "make a keeper with manage.py createsuperuser."
        )
    users.create_superuser(KEEPER_NAME, password=password)
    return password
