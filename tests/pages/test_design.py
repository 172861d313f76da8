"""What every page promises before anybody opens it: readable colours, few bytes, labels, plain Indonesian."""

from __future__ import annotations

import ast
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
PAGES = [p for p in TEMPLATES if p.parent.name != "components"]
CSS = (PROJECT / "static/css/digiloka.css").read_text()
TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11

AVOIDED = re.compile(
    r"\b(mohon|silakan|silahkan|maaf|gagal|error|invalid|submit|login|log in|logout|field|upload|download|"
    r"tidak valid|wajib diisi|data tidak ditemukan|oops|klik|please|sorry)\b",
    re.IGNORECASE,
)


def name_of(path: Path) -> str:
    return str(path.relative_to(PROJECT))


# ---- colours ------------------------------------------------------------------------------------------------


def tokens() -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", CSS))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "muted", "link", "link-hover", "error", "brand", "gold-deep")
      for ground in ("paper", "card")],
    *[("ink", ground, TEXT) for ground in
      ("brand-soft", "gold-soft", "gold", "error-soft", "warn-soft", "info-soft", "off-soft", "focus")],
    ("on-brand", "brand", TEXT), ("on-brand", "brand-deep", TEXT), ("on-brand", "error", TEXT),
    ("on-brand", "error-deep", TEXT), ("brand", "brand-soft", TEXT), ("brand-deep", "brand-soft", TEXT),
    ("error-deep", "error-soft", TEXT), ("warn", "warn-soft", TEXT), ("info", "info-soft", TEXT),
    ("warn", "paper", TEXT), ("warn", "gold-soft", TEXT), ("link", "off-soft", TEXT), ("muted", "gold-soft", TEXT),
    ("edge", "paper", GRAPHIC), ("edge", "card", GRAPHIC), ("gold", "brand", GRAPHIC),
    ("gold", "brand-deep", GRAPHIC), ("focus", "brand", GRAPHIC), ("focus", "brand-deep", GRAPHIC),
    ("brand", "off-soft", GRAPHIC), ("error", "error-soft", GRAPHIC), ("warn", "warn-soft", GRAPHIC),
]


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=lambda v: str(v))
def test_a_colour_can_be_read_on_its_ground(ink: str, ground: str, least: float) -> None:
    colours = tokens()
    assert contrast(colours[ink], colours[ground]) >= least


def test_contrast_is_measured_as_wcag_measures_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#16a75c", "#ffffff") == pytest.approx(3.13, abs=0.01)  # a brand green in use that falls short


def test_text_takes_its_colour_from_the_tokens() -> None:
    """A colour written by hand escapes the test above; these few stand on fixed grounds and were measured."""
    measured = {"#5f3d00": "gold-soft", "#1b231e": "gold", "#e9f3ec": "brand", "#f2efe4": "brand-deep",
                "#d8d5c6": "brand-deep", "#fff": "error", "#000": "focus"}
    by_hand = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{3,8})", CSS)) - {"#000", "#fff"}
    assert by_hand <= set(measured)
    for ink in by_hand:
        assert contrast(ink, tokens()[measured[ink]]) >= TEXT


# ---- bytes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "most"), [("css/digiloka.css", 12_000), ("js/app.js", 10_000), ("img/mark.svg", 1_000)]
)
def test_what_every_page_loads_stays_small(name: str, most: int) -> None:
    assert len(gzip.compress((PROJECT / "static" / name).read_bytes(), 9)) <= most


def test_nothing_is_fetched_from_elsewhere() -> None:
    own = [*TEMPLATES, *(PROJECT / "static/css").rglob("*.css"), *(PROJECT / "static/js").rglob("*.js")]
    fetching = re.compile(r"(?:src=|@import|url\(|<link[^>]+href=)[\"'(]*\s*(?:https?:)?//", re.IGNORECASE)
    assert [name_of(p) for p in own if fetching.search(p.read_text())] == []
    assert "@font-face" not in CSS


# ---- templates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_keeps_to_the_policy_and_the_macros(path: Path) -> None:
    source = path.read_text()
    tags = re.sub(r"\{#.*?#\}", "", source, flags=re.S)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=[\"']", tags), "inline style or handler: the CSP refuses it"
    assert not re.search(r"<script(?![^>]*\bsrc=)", tags), "inline script: the CSP refuses it"
    assert "|safe" not in tags, "escape, or make Markup in Python"
    if path.parent.name != "components":
        bare = re.findall(r"<(?:input(?! type=\"hidden\")|select|textarea)\b[^>]*>", tags)
        assert bare == [], "use the macros of components/form.html: they bring label, hint and error"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_says_its_language_and_has_a_title(path: Path) -> None:
    source = path.read_text()
    whole = "<html" in source
    parts = not whole and "{% extends" not in source
    if whole:
        assert '<html lang="id">' in source
        assert "<title>" in source
    elif not parts:
        assert re.match(r'\s*(\{#.*?#\}\s*)?\{% extends "[^"]+" %\}', source, re.S)
        if '{% extends "layout.html" %}' in source:
            assert "{% block title %}" in source


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_static_files_named_in_a_template_exist(path: Path) -> None:
    names = re.findall(r"static_url\(['\"]([^'\"]+)['\"]\)", path.read_text())
    assert [n for n in names if not n.startswith("vendor/") and not (PROJECT / "static" / n).is_file()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_imported_macro_exists_and_is_used(path: Path) -> None:
    source = path.read_text()
    for file, names in re.findall(r'\{%-? from "([^"]+)" import ([^%]+?)(?: with context)? -?%\}', source):
        known = set(re.findall(r"macro ([a-z]\w*)\(", (PROJECT / "templates" / file).read_text()))
        for wanted in (n.split(" as ")[0].strip() for n in names.split(",")):
            assert wanted in known, f"{file} has no macro {wanted}"
            assert len(re.findall(rf"\b{wanted}\b", source)) > 1, f"{wanted} is imported and not used"


# ---- words --------------------------------------------------------------------------------------------------


def words_of_template(source: str) -> Iterator[str]:
    """What a person can read: text between tags, read-aloud attributes, and sentences given to macros."""
    source = re.sub(r"\{#.*?#\}", " ", source, flags=re.S)
    for _line, kind, value in Environment().lex(source):
        if kind == "string" and " " in value.strip():
            yield value[1:-1]
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", source, flags=re.S)
    yield from re.findall(r"(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"", plain)
    yield re.sub(r"<[^>]*>|[a-z-]+=\"[^\"]*\"", " ", plain)  # a macro may hold half a tag


def sentences_of_module(source: str) -> Iterator[str]:
    """Sentences that Python gives to a person: second argument of Refused, Note, note, flash; form labels and hints."""
    named = {"Refused": 1, "Note": 1, "note": 2, "flash": 0}
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        wanted: list[ast.expr] = [k.value for k in node.keywords if k.arg in ("description", "message", "label")]
        if called.endswith("Field"):
            wanted += node.args[:1]
        elif called in named and len(node.args) > named[called]:
            wanted.append(node.args[named[called]])
        for argument in wanted:
            for part in ast.walk(argument):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_page_speaks_plainly(path: Path) -> None:
    found = [m.group(0) for words in words_of_template(path.read_text()) for m in AVOIDED.finditer(words)]
    assert found == []


def test_messages_speak_plainly() -> None:
    found = [
        (name_of(path), sentence)
        for path in sorted((PROJECT / "digiloka").rglob("*.py"))
        for sentence in sentences_of_module(path.read_text())
        if AVOIDED.search(sentence)
    ]
    assert found == []


def test_the_word_test_sees_what_a_person_sees() -> None:
    seen = " ".join(words_of_template('{{ notice("Impor gagal dibaca") }}<input type="submit" alt="Maaf">{# error #}'))
    assert AVOIDED.findall(seen) == ["gagal", "Maaf"]
    module = 'raise Refused("nik", f"Mohon isi {x}")\nStringField("Nama", description="Contoh: Siti")'
    said = list(sentences_of_module(module))
    assert "Mohon isi " in said
    assert "Contoh: Siti" in said
