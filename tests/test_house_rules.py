"""What no linter holds: sizes, templates, stylesheets, and the doors that few may use."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_PAGE_LINES = 300

MODULES = [
    path.relative_to(ROOT)
    for folder in ("archive", "tests", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts and "data" not in path.parts
]
TEMPLATES = [path.relative_to(ROOT) for path in sorted((ROOT / "templates").rglob("*.*"))]
STATIC = [
    path.relative_to(ROOT)
    for path in sorted((ROOT / "static").rglob("*"))
    if path.suffix in {".css", ".js"}
]

SELF_BLESSED = re.compile(r"\|\s*(safe|safeseq)\b|autoescape\s+off")
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
# What the linter allows to whole files that need another thing of the same rule.
DOORS = {
    "blessing": (
        re.compile(r"\bmark_safe\b|\bSafe(?:String|Text|Data)\(|\bhtml_safe\b|\b__html__\b"),
        {"archive/templatetags/archive_html.py"},
    ),
    "environment": (
        re.compile(r"\bos\.(?:environb?|getenvb?)\b|\bfrom os import\b"),
        {"archive/settings.py", "archive/wsgi.py"},
    ),
    "signals": (re.compile(r"\bdjango\.(?:\w+\.)*(?:signals|dispatch)\b"), set()),
}
ELSEWHERE = re.compile(
    r"<(?:script|img|link|iframe|source|video|audio)\b[^>]*\s(?:src|href)=[\"']?(?:https?:)?//",
    re.IGNORECASE,
)


def long_functions(source: str) -> list[str]:
    """The names of functions beyond the limit."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES
    ]


def imported(source: str) -> set[str]:
    """The modules that a source imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def count_checks_outside_with(source: str) -> list[int]:
    """Lines where queries are counted without a `with` block, which asserts nothing."""
    tree = ast.parse(source)
    entered = {
        id(item.context_expr)
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and id(node) not in entered
        and re.search(r"(?i)assert_?(max_)?num_?queries$", ast.unparse(node.func))
    ]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_modules_and_functions_stay_short(path):
    source = (ROOT / path).read_text(encoding="utf-8")
    assert source.count("\n") <= MAX_FILE_LINES
    assert long_functions(source) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *STATIC], ids=str)
def test_templates_styles_and_scripts_stay_short(path):
    assert (ROOT / path).read_text(encoding="utf-8").count("\n") <= MAX_PAGE_LINES


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_templates_bless_no_markup_of_their_own(path):
    assert not SELF_BLESSED.search((ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_templates_carry_no_style_and_no_script_of_their_own(path):
    source = (ROOT / path).read_text(encoding="utf-8")
    assert not INLINE_STYLE.search(source)
    assert not INLINE_SCRIPT.search(source)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_templates_load_nothing_from_elsewhere(path):
    assert not ELSEWHERE.search((ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", STATIC, ids=str)
def test_styles_and_scripts_load_nothing_from_elsewhere(path):
    source = (ROOT / path).read_text(encoding="utf-8")
    assert not re.search(r"(?:url\(\s*[\"']?|@import\s+[\"']?)(?:https?:)?//", source)
    assert "sourceMappingURL" not in source
    assert not re.search(r"[\"'`](?:https?:|wss?:)?//\w", source)


@pytest.mark.parametrize("door", DOORS)
def test_few_modules_go_through_each_door(door):
    pattern, allowed = DOORS[door]
    through = {
        path.as_posix()
        for path in MODULES
        if path.parts[0] == "archive" and pattern.search((ROOT / path).read_text(encoding="utf-8"))
    }
    assert through <= allowed


def test_the_contract_names_every_module_of_the_engine_on_whoosh():
    """import-linter takes no pattern for a part of a name."""
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for path in (ROOT / "archive/search/engines").glob("whoosh*.py"):
        assert f'"archive.search.engines.{path.stem}"' in contracts


def test_no_template_includes_itself():
    """A thread rendered by recursion ends at 84 replies; ours is one loop."""
    for path in TEMPLATES:
        name = path.relative_to("templates").as_posix()
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not re.search(rf"{{%\s*include\s+[\"']{re.escape(name)}[\"']", source), name


def test_only_the_whoosh_engines_modules_import_whoosh():
    importers = {
        path.as_posix()
        for path in MODULES
        if path.parts[0] == "archive"
        and any(name.split(".")[0] == "whoosh" for name in imported((ROOT / path).read_text()))
    }
    assert all(re.match(r"archive/search/engines/whoosh\w*(/\w+)?\.py", name) for name in importers)


def test_no_module_is_named_for_its_role():
    refused = {"utils", "util", "helpers", "common", "misc", "services", "signals"}
    assert not [str(path) for path in MODULES if path.stem in refused]


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] == "tests"], ids=str)
def test_counted_queries_are_counted_in_a_with_block(path):
    assert count_checks_outside_with((ROOT / path).read_text(encoding="utf-8")) == []


def test_the_rules_see_what_they_forbid():
    long = "def long():\n" + "    pass\n" * MAX_FUNCTION_LINES
    assert long_functions(long) == ["long"]
    assert long_functions(long.replace("    pass\n", "", 1)) == []
    assert SELF_BLESSED.search("{{ body|safe }}")
    assert SELF_BLESSED.search("{% autoescape off %}")
    assert INLINE_STYLE.search('<p style="color: red">')
    assert INLINE_SCRIPT.search("<script>alert(1)</script>")
    assert INLINE_SCRIPT.search('<a onclick="go()">')
    assert INLINE_SCRIPT.search("<a onclick=go()>")
    assert DOORS["blessing"][0].search("return mark_safe(text)")
    assert DOORS["environment"][0].search('os.environb[b"A"]')
    assert DOORS["signals"][0].search("from django.dispatch import receiver")
    assert not INLINE_SCRIPT.search('<script src="/static/js/a.js" defer></script>')
    assert ELSEWHERE.search('<img alt="" src="https://elsewhere.example/a.png">')
    assert count_checks_outside_with("django_assert_num_queries(1)\n") == [1]
    assert count_checks_outside_with("with django_assert_num_queries(1):\n    pass\n") == []
