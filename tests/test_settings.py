import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive import settings as archive_settings

ROOT = Path(__file__).parent.parent

SHOWN = """
import json
from archive import settings as s
names = ["DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "IS_HTTPS", "SESSION_COOKIE_SECURE",
         "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "ARCHIVE_READERS"]
shown = {name: getattr(s, name) for name in names}
shown["origins"] = getattr(s, "CSRF_TRUSTED_ORIGINS", [])
shown["engine"] = s.DATABASES["default"]["ENGINE"]
shown["hmac"] = s.ARCHIVE_HMAC_KEY.decode()
print(json.dumps(shown))
"""


def read_settings(data: Path, **variables: str) -> dict:
    """The settings as a fresh process reads them."""
    environment = {key: value for key, value in os.environ.items() if "ARCHIVE" not in key}
    environment |= {"ARCHIVE_DATA": str(data), **variables}
    done = subprocess.run(
        [sys.executable, "-c", SHOWN],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_with_nothing_set_it_serves_this_machine_without_debugging(tmp_path):
    shown = read_settings(tmp_path / "data")
    assert shown["DEBUG"] is False
    assert shown["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert shown["engine"] == "django.db.backends.sqlite3"
    assert shown["ARCHIVE_READERS"] == "everyone"
    # Else the keeper's cookie would not come back over plain http on this machine.
    assert not shown["SESSION_COOKIE_SECURE"]
    assert not shown["CSRF_COOKIE_SECURE"]
    assert not shown["SECURE_SSL_REDIRECT"]


def test_keys_are_made_once_and_for_the_owner_alone(tmp_path):
    data = tmp_path / "deep" / "data"
    first, second = read_settings(data), read_settings(data)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert first["hmac"] == second["hmac"]
    assert first["hmac"] != first["SECRET_KEY"]
    assert mode(data) == 0o700
    assert mode(data / "secret.key") == mode(data / "hmac.key") == 0o600
    assert sorted(path.name for path in data.iterdir()) == ["hmac.key", "secret.key"]


def test_processes_that_start_at_once_share_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(archive_settings.key_file, [tmp_path / "secret.key"] * 32))
    assert len(keys) == 1


def test_a_key_cut_short_is_refused_and_not_used(tmp_path):
    (tmp_path / "secret.key").write_text("short")
    with pytest.raises(ImproperlyConfigured, match=r"secret\.key holds no usable key"):
        archive_settings.key_file(tmp_path / "secret.key")


def test_an_https_address_switches_on_what_belongs_to_it(tmp_path):
    shown = read_settings(tmp_path, ARCHIVE_URL="https://archive.example:8443/")
    assert shown["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]", "archive.example"]
    assert shown["origins"] == ["https://archive.example:8443"]
    assert shown["SESSION_COOKIE_SECURE"]
    assert shown["CSRF_COOKIE_SECURE"]
    assert shown["SECURE_SSL_REDIRECT"]
    assert shown["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False), ("", True)],
)
def test_env_bool_reads_the_usual_words(monkeypatch, value, expected):
    monkeypatch.setenv("ARCHIVE_DEBUG", value)
    assert archive_settings.env_bool("ARCHIVE_DEBUG", default=True) is expected


def test_env_bool_refuses_other_words_with_variable_value_and_remedy(monkeypatch):
    monkeypatch.setenv("ARCHIVE_DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match=r"ARCHIVE_DEBUG='perhaps' .* 1 or 0"):
        archive_settings.env_bool("ARCHIVE_DEBUG", default=False)


@pytest.mark.parametrize(
    "value", ["0", "-1", "1.5", "2e3", "many", "\u0661", "1000001", "9" * 5000]
)
def test_env_int_refuses_what_is_no_number_within_its_bounds(monkeypatch, value):
    monkeypatch.setenv("ARCHIVE_UPLOAD_MB", value)
    with pytest.raises(ImproperlyConfigured, match="a whole number from 1 to 1000000"):
        archive_settings.env_int("ARCHIVE_UPLOAD_MB", 2_000, least=1, most=1_000_000)


def test_env_int_reads_a_number_or_its_default(monkeypatch):
    monkeypatch.setenv("ARCHIVE_UPLOAD_MB", " 500 ")
    assert archive_settings.env_int("ARCHIVE_UPLOAD_MB", 2_000, least=1, most=1_000_000) == 500
    monkeypatch.delenv("ARCHIVE_UPLOAD_MB")
    assert archive_settings.env_int("ARCHIVE_UPLOAD_MB", 2_000, least=1, most=1_000_000) == 2_000


def test_env_list_drops_blanks(monkeypatch):
    monkeypatch.setenv("ARCHIVE_HOSTS", " one.example, ,two.example,")
    assert archive_settings.env_list("ARCHIVE_HOSTS", ["x"]) == ["one.example", "two.example"]


def test_env_path_is_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARCHIVE_DATA", "kept")
    assert archive_settings.env_path("ARCHIVE_DATA", Path("/elsewhere")) == tmp_path / "kept"


def test_env_choice_refuses_what_is_not_offered(monkeypatch):
    monkeypatch.setenv("ARCHIVE_READERS", "nobody")
    with pytest.raises(ImproperlyConfigured, match="everyone or signed-in"):
        archive_settings.env_choice("ARCHIVE_READERS", ("everyone", "signed-in"))


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://[2001:DB8::1]:8000", "[2001:db8::1]"),
        ("http://[2001:db8::1]", "[2001:db8::1]"),
        ("https://Bücher.example:8443", "xn--bcher-kva.example"),
    ],
)
def test_the_host_of_the_address_is_answered_to_as_browsers_spell_it(tmp_path, address, host):
    shown = read_settings(tmp_path, ARCHIVE_URL=address, ARCHIVE_HOSTS="127.0.0.1")
    assert shown["ALLOWED_HOSTS"] == ["127.0.0.1", host]
    assert shown["origins"][0].partition("://")[2].startswith(host)


@pytest.mark.parametrize(
    "value",
    [
        "archive.example", "ftp://archive.example", "https://", "https://archive.example/path",
        "https://user@archive.example", "https://archive.example:port", "https://[::1",
    ],
)  # fmt: skip
def test_env_origin_refuses_what_is_no_address_of_a_host(monkeypatch, value):
    monkeypatch.setenv("ARCHIVE_URL", value)
    with pytest.raises(ImproperlyConfigured, match=r"https://archive\.example"):
        archive_settings.env_origin("ARCHIVE_URL")


def test_sqlite_takes_its_write_lock_at_once_and_waits_half_a_minute(tmp_path):
    options = archive_settings.database("", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 30
    assert "journal_mode=WAL" in options["init_command"]


def test_a_postgresql_address_is_taken_over(tmp_path):
    config = archive_settings.database("postgresql://me:word@db.example:5433/kept", tmp_path)
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "kept")


@pytest.mark.parametrize("url", ["mysql://me:hush@db/kept", "postgresql://me:hush@db:x/kept"])
def test_an_unusable_database_address_is_refused_without_telling_its_password(tmp_path, url):
    with pytest.raises(ImproperlyConfigured, match="ARCHIVE_DATABASE_URL") as refusal:
        archive_settings.database(url, tmp_path)
    assert "hush" not in str(refusal.value)


def test_a_session_lasts_as_many_days_as_are_set(monkeypatch):
    days = {"least": 1, "most": 365}
    assert archive_settings.env_int("ARCHIVE_SESSION_DAYS", 14, **days) == 14
    monkeypatch.setenv("ARCHIVE_SESSION_DAYS", " 30 ")
    assert archive_settings.env_int("ARCHIVE_SESSION_DAYS", 14, **days) == 30


@pytest.mark.parametrize("value", ["0", "366", "-1", "1.5", "two", "9" * 5000, "٣"])
def test_a_number_that_cannot_be_is_refused_with_what_is_allowed(monkeypatch, value):
    monkeypatch.setenv("ARCHIVE_SESSION_DAYS", value)
    with pytest.raises(ImproperlyConfigured, match="a whole number from 1 to 365"):
        archive_settings.env_int("ARCHIVE_SESSION_DAYS", 14, least=1, most=365)
