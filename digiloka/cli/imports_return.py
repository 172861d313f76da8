"""`digiloka imports return`: the officer's own file back, with what is wrong coloured and said."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import click

from digiloka.accounts.queries import viewer_by_email
from digiloka.accounts.viewer import Viewer
from digiloka.cli.door import engine, print_json, refuse, register, settings, told
from digiloka.cli.imports_file import NOT_THE_FILE, UNREADABLE, as_fault, judged_on, opened, sender
from digiloka.config import Settings
from digiloka.database import reading
from digiloka.files.naming import shown_name
from digiloka.imports import actions
from digiloka.imports.collecting import seldom
from digiloka.imports.judging import judge
from digiloka.imports.knowing import NOTHING_KNOWN
from digiloka.imports.queries import batch_for
from digiloka.imports.returned.giving import Returned
from digiloka.imports.returned.of_batch import batch_of_file, is_file_of, returned_workbook
from digiloka.imports.returned.of_file import returned_file
from digiloka.imports.workbook import Limits
from digiloka.values.refusal import Refused

_LIKE_BATCH = (
    "Berkas ini dinilai untuk {} ({}), seperti impor {}. Kalau untuk wilayah lain, tulis kodenya di --area."
)


@click.command("return")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where the marked workbook is written.")
@click.option("--user", help="Email of the user in whose name and area the file is judged.")
@click.option("--area", help="Kemendagri code the rows must lie in (default: of FILE's newest import, or the user's).")
@click.option("--bad-only", is_flag=True, help="Hide the rows that need nothing.")
@click.option("--batch", type=click.UUID, help="Mark with the kept plan of this import, of which FILE is the file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    file: Path, out: Path, user: str | None, area: str | None, bad_only: bool, batch: UUID | None, as_json: bool
) -> None:
    """Write FILE to OUT as its sender made it, with faults coloured and explained.

    Corrected and sent again, its rows are known: nothing comes in twice.
    """
    with _refusing(out, as_json):
        chosen = settings()
        if out.resolve() == file.resolve():
            raise Refused("file-same", "Berkas asli tidak ditimpa. Pilih nama lain untuk --out.")
        counts, back = _of_batch(chosen, file, batch, user, bad_only) if batch else _of_file(
            chosen, file, user, area, bad_only
        )
        _write(back, out)
    if as_json:
        print_json({"file": str(out), "name": back.name, "counts": counts, "notes": back.notes})
        return
    click.echo(f"Ditulis: {out}")
    for note in back.notes:
        click.echo(note)


@contextmanager
def _refusing(out: Path, as_json: bool) -> Iterator[None]:
    def answer(code: str, message: str) -> dict[str, Any]:
        return {"file": None, "name": out.name, "counts": {}, "notes": [], "faults": [as_fault(code, message)]}

    with told(answer if as_json else None), seldom():
        try:
            yield
        except Refused as refusal:
            wrong = refusal.code in (*NOT_THE_FILE, "file-same", "batch-unknown", "batch-other-file")
            refuse(refusal.code, refusal.message, answer if as_json else None, 1 if wrong else UNREADABLE)


def _of_file(
    chosen: Settings, file: Path, user: str | None, area: str | None, bad_only: bool
) -> tuple[dict[str, int], Returned]:
    workbook = opened(file, chosen)
    like = None if area else _sent_for_area(chosen, file, user)
    with judged_on(chosen, user, like.area if like else area) as (ground, known):
        judgement = judge(workbook, ground, known)
        keyed = known is not NOTHING_KNOWN  # nobody would know a key made with keys that are forgotten
        back = returned_file(file, judgement, Limits.of(chosen), bad_only=bad_only, keyed=keyed)
        if like:
            back.notes.insert(0, _LIKE_BATCH.format(ground.names.rows[like.area].name, like.area, like.batch))
        return judgement.counts, back  # counted while the rows were judged for it


class _Like(NamedTuple):
    area: str
    batch: UUID


def _sent_for_area(chosen: Settings, file: Path, user: str | None) -> _Like | None:
    """The newest import of this very file, where it was sent for another area than all that its reader sees. Rows that
    name no kelurahan are known by that area: judged for another, a correction would find no row of its own."""
    base = register(chosen)
    if base is None:
        return None
    with reading(base) as session:
        viewer = sender(session, user) if user else Viewer(None, "admin", chosen.city_code)
        sent = batch_of_file(session, viewer, _digest(file))
        return _Like(sent.area_code, sent.id) if sent and sent.area_code != viewer.area_code else None


def _of_batch(
    chosen: Settings, file: Path, batch_id: UUID, user: str | None, bad_only: bool
) -> tuple[dict[str, int], Returned]:
    with reading(engine(chosen)) as session:
        viewer = viewer_by_email(session, user) if user else Viewer(None, "admin", chosen.city_code)
        batch = batch_for(session, viewer, batch_id)
        if batch is None:
            raise Refused("batch-unknown", "Impor ini tidak ada. Periksa nomornya.")
        if not is_file_of(session, batch, _digest(file)):
            other = f"{shown_name(file.name)} bukan berkas impor ini. Pilih berkas yang dulu dikirim."
            raise Refused("batch-other-file", other)
        back = returned_workbook(session, batch, chosen.files_dir, bad_only, Limits.of(chosen))
        return actions.plan_of(batch), back


def _digest(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _write(back: Returned, out: Path) -> None:
    """Whole or not at all."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with back.file, unfinished.open("wb") as target:
            shutil.copyfileobj(back.file, target, 1 << 20)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
