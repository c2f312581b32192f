"""An import goes down only: see docs/architecture.md."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.een_database
ROOT = Path(__file__).parent.parent
FLOORS = {"home": 1, "search": 1, "gebieden": 2, "initiatieven": 3, "site_project": 4}
FILES = [file for app in FLOORS for file in (ROOT / app).rglob("*.py") if "migrations" not in file.parts]
TEMPLATES = [file for app in FLOORS for file in (ROOT / app).rglob("*.html")]


def may_use(user, used):
    return used not in FLOORS or user == used or FLOORS[used] < FLOORS[user]


def get_imports(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


@pytest.mark.parametrize("app", FLOORS)
def test_imports_go_down(app):
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in FILES
        if file.relative_to(ROOT).parts[0] == app
        for name in get_imports(file)
        if not may_use(app, name.split(".")[0])
    ]
    assert not wrong


@pytest.mark.parametrize("app", ["home", "search", "gebieden", "initiatieven"])
def test_templates_use_the_frame_and_what_is_below(app):
    """The frame (base.html and onderdelen/) is everyone's; else a template uses its own app or a lower one."""
    wrong = []
    for file in TEMPLATES:
        if file.relative_to(ROOT).parts[0] != app:
            continue
        for used in re.findall(r'{% (?:include|extends) "([^"]+)"', file.read_text()):
            folder = used.split("/")[0]
            if folder not in ("base.html", "onderdelen") and not may_use(app, folder):
                wrong.append(f"{file.relative_to(ROOT)}: {used}")
    assert not wrong


def test_no_import_inside_a_function():
    wrong = [
        str(file.relative_to(ROOT))
        for file in FILES
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not wrong


def test_files_stay_readable():
    assert not [str(file) for file in FILES if len(file.read_text().splitlines()) > 300]


def test_font_is_the_one_that_its_origin_names():
    import hashlib

    folder = ROOT / "site_project/static/fonts"
    origin = (folder / "HERKOMST.md").read_text()
    for file in folder.glob("*.woff2"):
        assert hashlib.sha256(file.read_bytes()).hexdigest() in origin
