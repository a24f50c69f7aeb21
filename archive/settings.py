"""All settings, with every variable of the environment read here and nowhere else.

With nothing set, everything works on one machine from the data folder. Each `ARCHIVE_…` variable
has its heading in docs/operations.md; a value that cannot be used stops the start and says why.
"""

import contextlib
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ONE_YEAR_SECONDS = 365 * 24 * 60 * 60


# How variables are read ---------------------------------------------------------------------


def refuse(name: str, value: str, allowed: str) -> ImproperlyConfigured:
    """The error for a variable whose value cannot be used."""
    return ImproperlyConfigured(
        f"{name}={value!r} cannot be used: set it to {allowed}, or unset it."
    )


def env_str(name: str, default: str = "") -> str:
    """The variable without surrounding blanks; the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool) -> bool:
    """1, true, yes, on or 0, false, no, off, in any case."""
    value = env_str(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise refuse(name, value, "1 or 0")
    return default


def env_int(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number between the two, both included; the default where the variable is unset."""
    value = env_str(name, str(default))
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    if not is_number or not least <= int(value) <= most:
        raise refuse(name, value, f"a whole number from {least} to {most}")
    return int(value)


def env_path(name: str, default: Path) -> Path:
    """An absolute path; a relative one counts from the current folder, `~` is the home folder."""
    value = env_str(name)
    return Path(value).expanduser().absolute() if value else default


def env_list(name: str, default: list[str]) -> list[str]:
    """Values between commas, blanks and empty ones dropped."""
    values = [part.strip() for part in env_str(name).split(",")]
    return [value for value in values if value] or list(default)


def env_choice(name: str, choices: tuple[str, ...]) -> str:
    """One of the choices; the first where the variable is unset."""
    value = env_str(name, choices[0])
    if value not in choices:
        raise refuse(name, value, " or ".join(choices))
    return value


def env_origin(name: str) -> str:
    """An address of scheme and host alone, spelled as browsers send it; empty where unset."""
    value = env_str(name).rstrip("/")
    if not value:
        return ""
    allowed = "the address of this archive without a path, like https://archive.example"
    try:
        parts = urlsplit(value)
        is_origin = value == f"{parts.scheme}://{parts.netloc}" and bool(parts.hostname)
        is_origin = is_origin and parts.port != 0 and "@" not in parts.netloc
        # Browsers send names of other scripts in ASCII, and all in lower case.
        host = parts.netloc.encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise refuse(name, value, allowed) from error
    if not is_origin or parts.scheme not in {"http", "https"}:
        raise refuse(name, value, allowed)
    return f"{parts.scheme}://{host}"


def private_folder(path: Path) -> Path:
    """The folder, made with 0700 where it is missing."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"The data folder {path} cannot be made ({error}): set ARCHIVE_DATA elsewhere."
        raise ImproperlyConfigured(message) from error
    return path


def key_file(path: Path) -> str:
    """The secret kept in the file, made once with 0600.

    Written beside its place and then linked there, which fails where another process was first:
    no process ever sees half a key, and all see the same.
    """
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".key-") as draft:
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft.name)
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 50:
        message = (
            f"{path} holds no usable key: restore it from a backup, or remove it for a new one."
        )
        raise ImproperlyConfigured(message)
    return key


def database(url: str, folder: Path) -> dict[str, Any]:
    """The database of the address, PostgreSQL only, or the SQLite file in the data folder."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "archive.sqlite3",
            "OPTIONS": {
                # A writer takes its lock at once and others wait for it, instead of failing when
                # a transaction that began by reading comes to write: docs/operations.md.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    # The address may hold a password: the errors name its scheme alone.
    scheme = url.partition(":")[0]
    allowed = "postgresql://user:password@host:5432/name"
    if scheme not in {"postgres", "postgresql"}:
        raise refuse("ARCHIVE_DATABASE_URL", f"{scheme}:…", allowed)
    try:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        raise refuse("ARCHIVE_DATABASE_URL", f"{scheme}:…", allowed) from error


# Where things are ---------------------------------------------------------------------------

ARCHIVE_DATA = private_folder(env_path("ARCHIVE_DATA", BASE_DIR / "data"))
ARCHIVE_URL = env_origin("ARCHIVE_URL")
ARCHIVE_READERS = env_choice("ARCHIVE_READERS", ("everyone", "signed-in"))
ARCHIVE_INDEXING = env_bool("ARCHIVE_INDEXING", default=False)
ARCHIVE_HMAC_KEY = key_file(ARCHIVE_DATA / "hmac.key").encode("ascii")
# Sizes of uploads are told in MB of a million bytes, as browsers and file managers do.
ARCHIVE_UPLOAD_BYTES = env_int("ARCHIVE_UPLOAD_MB", 2_000, least=1, most=1_000_000) * 1_000_000
SEARCH_INDEX_DIR = ARCHIVE_DATA / "index"
ARCHIVE_SEARCH_SECONDS = env_int("ARCHIVE_SEARCH_SECONDS", 2, least=1, most=600)

DEBUG = env_bool("ARCHIVE_DEBUG", default=False)
SECRET_KEY = env_str("ARCHIVE_SECRET_KEY") or key_file(ARCHIVE_DATA / "secret.key")
ALLOWED_HOSTS = env_list("ARCHIVE_HOSTS", LOOPBACK_HOSTS)
if ARCHIVE_URL:
    # Without its port; the brackets of an IPv6 address stay.
    ALLOWED_HOSTS += [re.sub(r":\d*$", "", urlsplit(ARCHIVE_URL).netloc)]
    CSRF_TRUSTED_ORIGINS = [ARCHIVE_URL]

DATABASES = {"default": database(env_str("ARCHIVE_DATABASE_URL"), ARCHIVE_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES: dict[str, dict[str, Any]] = {
    "captures": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": ARCHIVE_DATA / "captures",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "archive.reading.static_files.DigestNames"},
}

# What runs ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "archive.apps.ArchiveConfig",
    "archive.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    # First, so that static files, redirects and error pages carry the headers as well.
    "archive.curation.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "archive.reading.static_files.StaticFilesMiddleware",
    "archive.reading.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "archive.curation.access.ReadersMiddleware",
    # Within the one above, so that the way to an address's own slash is kept by no cache either.
    "django.middleware.common.CommonMiddleware",
    "archive.reading.revalidation.RevalidationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    # The same templates, where they print rows by the hundred: the tag `printed` (ADR 13).
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "printing",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "archive.templatetags.archive_html.printing_environment"},
    },
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Language and time: pages are in the language that was chosen there, else in the first of these
# that the browser asks for, else in English; times are stored in UTC.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files are served straight from where they lie: there is no step to forget.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Who comes in -------------------------------------------------------------------------------

LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

IS_HTTPS = ARCHIVE_URL.startswith("https://")
SESSION_COOKIE_AGE = env_int("ARCHIVE_SESSION_DAYS", 14, least=1, most=365) * 24 * 60 * 60
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = ONE_YEAR_SECONDS if IS_HTTPS else 0
if IS_HTTPS:
    # Behind https stands a proxy, which must set this header itself: docs/operations.md.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Subdomains and the browsers' preload list concern hosts that are not this archive's to decide on.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 5_000
# Beside the files' own bytes, each comes with a header of its own that holds its name.
UPLOAD_BODY_BYTES = ARCHIVE_UPLOAD_BYTES + 2_000 * DATA_UPLOAD_MAX_NUMBER_FILES

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "archive": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        # What is not found, and whoever is refused, is the reader's to know.
        "django.request": {"handlers": [], "level": "ERROR"},
        # Scanners ask for hosts that are not ours all day long; they are answered with 400.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "django.server": {"handlers": [], "level": "INFO"},
        # One line for each request that has to wait would fill a disk in a busy hour.
        "waitress.queue": {"level": "ERROR"},
    },
}
