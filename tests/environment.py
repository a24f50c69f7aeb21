"""The settings that tests run under: the archive's own, with nothing set, in a folder of their own.

pytest-django reads the settings before any conftest.py is loaded, hence a module for it.
"""

import atexit
import os
import shutil
import tempfile

KEPT = {"ARCHIVE_DATABASE_URL"}  # set by tests/on_postgresql.py

for name in [name for name in os.environ if name.startswith("ARCHIVE_") and name not in KEPT]:
    del os.environ[name]
os.environ["ARCHIVE_DATA"] = tempfile.mkdtemp(prefix="afterword-tests-")
atexit.register(shutil.rmtree, os.environ["ARCHIVE_DATA"], ignore_errors=True)

from archive.settings import *  # noqa: E402, F403

# The real hasher is slow on purpose, which only tests of many sign-ins would notice.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
