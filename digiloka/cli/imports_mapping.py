"""`digiloka imports mapping`: what the columns and spellings of files like this one mean, said by a script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.audit import journal
from digiloka.cli.door import engine, print_json, settings, told
from digiloka.cli.imports_file import as_fault, opened, sender
from digiloka.database import reading, transaction
from digiloka.imports import remembering, spoken
from digiloka.imports.answers import ColumnAnswer, columns_json, folded
from digiloka.imports.columns import ColumnGuess
from digiloka.imports.ground import Ground
from digiloka.imports.grounds import ground_of
from digiloka.imports.judging import JudgedSheet, laid_out
from digiloka.imports.queries import Register
from digiloka.imports.said import answer_of, column_of, in_words
from digiloka.imports.workbook import Workbook
from digiloka.registry.fields import BY_KEY
from digiloka.values.refusal import Refused

_user = click.option("--user", required=True, help="Email of the user in whose name it is said.")
_sheet = click.option("--sheet", help="The sheet of this name (default: the only list of the file).")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_file = click.argument("file", type=click.Path(path_type=Path))


@click.group("mapping")
def command() -> None:
    """What columns and spellings mean, remembered for the next file of the same layout."""


@command.command("list")
@_user
@_json
def list_(user: str, as_json: bool) -> None:
    """Everything that would be used for a file of this user."""
    with _asking(as_json), _session(user) as (session, viewer, city):
        layouts = remembering.taught_to(session, viewer, city)
        spellings = remembering.spellings_of(session, viewer, city)
    if as_json:
        print_json({
            "layouts": [
                {"fingerprint": one.fingerprint, "area": one.area_code, "own": one.own,
                 "at": one.created_at.isoformat(), "columns": columns_json(one.columns)} for one in layouts
            ],
            "values": [{"field": key, "spelling": spelt, "value": value} for (key, spelt), value in spellings.items()],
        })  # fmt: skip
        return
    for one in layouts:
        whose = "" if one.own else "  (petugas lain)"
        click.echo(f"{one.fingerprint}  {one.area_code}  {len(one.columns)} kolom{whose}")
    for (key, spelt), value in sorted(spellings.items()):
        click.echo(f'{BY_KEY[key].label}: "{spelt}" = {value or "-"}')
    if not layouts and not spellings:
        click.echo("Belum ada yang diingat.")


@command.command()
@_file
@_user
@_sheet
@_json
def show(file: Path, user: str, sheet: str | None, as_json: bool) -> None:
    """How the columns of FILE are read, and which of them somebody told."""
    with _asking(as_json):
        workbook = opened(file, settings())
        with _session(user) as (session, viewer, city):
            found = _laid_out(workbook, *_judged_on(session, viewer, city), sheet)
    _print(found, as_json)


@command.command("set")
@_file
@click.argument("columns", nargs=-1)
@click.option("--value", "values", nargs=2, multiple=True, metavar="FIELD SPELLING=VALUE",
              help='What a spelling stands for, e.g. sector "Makanan=Kuliner"; without a VALUE it is left out.')
@_user
@_sheet
@_json
def set_(
    file: Path, columns: tuple[str, ...], values: tuple[tuple[str, str], ...], user: str, sheet: str | None,
    as_json: bool,
) -> None:
    """Say what columns of FILE mean: COLUMN=FIELD[:unit][:period] …

    COLUMN is a letter or a heading, FIELD a key that `imports check --json` prints, or - to leave the column out. Unit:
    rupiah, ribu, juta, miliar. Period: tahun, bulan, hari. A date's order: hari-dulu, bulan-dulu.
    """
    if not columns and not values:
        raise click.UsageError("Sebutkan KOLOM=ISIAN atau --value.")
    with _asking(as_json):
        workbook = opened(file, settings())  # before anything is locked: a long file is read for seconds
        with _session(user, writing=True) as (session, viewer, city):
            ground, known = _judged_on(session, viewer, city)
            found = _laid_out(workbook, ground, known, sheet)
            answers = _answers(found.layout.columns, columns)
            spellings = {
                (key, folded(spelt)): spoken.checked(key, value, ground.names)
                for key, told_ in values for spelt, _, value in [_parted(told_)]
            }  # fmt: skip
            if answers:
                remembering.remember_columns(session, viewer, city, found.taught.fingerprint, answers)
            remembering.remember_spellings(session, viewer, city, spellings)
            _note(session, viewer, city, "import.columns", {"columns": [None, columns_json(answers)],
                                                            "fields": [None, sorted({key for key, _ in spellings})]})
            session.flush()
            found = _laid_out(workbook, ground, known, found.sheet.name)
    _print(found, as_json)


@command.command()
@_file
@click.argument("columns", nargs=-1)
@click.option("--value", "values", nargs=2, multiple=True, metavar="FIELD SPELLING", help="A spelling to forget.")
@_user
@_sheet
@_json
def forget(
    file: Path, columns: tuple[str, ...], values: tuple[tuple[str, str], ...], user: str, sheet: str | None,
    as_json: bool,
) -> None:
    """Forget what this user said of COLUMNs of FILE's layout, or of all of them."""
    with _asking(as_json):
        workbook = opened(file, settings())
        with _session(user, writing=True) as (session, viewer, city):
            found = _laid_out(workbook, *_judged_on(session, viewer, city), sheet)
            gone = remembering.forget_spellings(session, viewer, city, [(key, spelt) for key, spelt in values])
            if columns or not values:
                indexes = [column_of(found.layout.columns, name).index for name in columns]
                gone += remembering.forget_columns(session, viewer, city, found.taught.fingerprint, indexes or None)
            _note(session, viewer, city, "import.forget", {"answers": [gone, None]})
    print_json({"forgotten": gone}) if as_json else click.echo(f"Dilupakan: {gone}")


@contextmanager
def _asking(as_json: bool) -> Iterator[None]:
    def answer(code: str, message: str) -> dict[str, Any]:
        return {"faults": [as_fault(code, message)]}

    with told(answer if as_json else None):
        yield


@contextmanager
def _session(user: str, *, writing: bool = False) -> Iterator[tuple[Session, Viewer, str]]:
    chosen = settings()
    base = engine(chosen)
    with transaction(base) if writing else reading(base) as session:
        yield session, sender(session, user), chosen.city_code


def _judged_on(session: Session, viewer: Viewer, city: str) -> tuple[Ground, Register]:
    today = datetime.now(settings().timezone).date()
    ground = ground_of(session, city, viewer.area_code or city, today)
    return ground, Register(session, viewer, ground)


def _laid_out(workbook: Workbook, ground: Ground, known: Register, sheet: str | None) -> JudgedSheet:
    """The one sheet that is meant. Raises Refused when several may be."""
    sheets = laid_out(workbook, ground, known, sheet)
    lists = [judged for judged in sheets if judged.refusal is None] or sheets
    if len({judged.taught.fingerprint for judged in lists}) > 1:
        named = ", ".join(f'"{judged.sheet.name}"' for judged in lists)
        raise Refused("sheet-unclear", f"Berkas ini berisi beberapa lembar: {named}. Pilih satu dengan --sheet.")
    return lists[0]


def _answers(guesses: list[ColumnGuess], columns: tuple[str, ...]) -> dict[int, ColumnAnswer]:
    said = {}
    for told_ in columns:
        name, equals, meaning = _parted(told_)
        if not equals:
            raise Refused("answer-shape", f'"{told_}" belum lengkap. Tulis KOLOM=ISIAN, contoh F=turnover:ribu:bulan.')
        said[column_of(guesses, name).index] = answer_of(meaning)
    return said


def _parted(told_: str) -> tuple[str, str, str]:
    """A heading may hold the sign itself; a field and a value never do."""
    name, equals, meaning = told_.rpartition("=")
    return (name.strip(), equals, meaning.strip()) if equals else (told_.strip(), "", "")


def _note(session: Session, viewer: Viewer, city: str, action: str, changes: dict[str, Any]) -> None:
    journal.record(session, viewer.actor("cli"), action, "layout", None, city_code=city, changes=changes)


def _print(found: JudgedSheet, as_json: bool) -> None:
    if as_json:
        print_json({
            "sheet": found.sheet.name, "layout": found.taught.as_json(), "left_out": found.refusal,
            "columns": [guess.as_json() | {"field": guess.field, "said": guess.said} for guess in found.layout.columns],
        })  # fmt: skip
        return
    click.echo(f"{found.taught.fingerprint}{'  (dikenal)' if found.taught.known else ''}")
    for guess in found.layout.columns:
        click.echo(f"{guess.letter:3} {guess.heading or '–':40} {in_words(guess)}")
