"""The files of a batch: as it was sent, and marked with what is wrong."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from mimetypes import guess_type
from typing import Any

from flask import Response, flash, redirect, request, send_file, url_for

from digiloka.database import reading, transaction
from digiloka.files.store import frames, path_of
from digiloka.imports.deciding import file_of
from digiloka.imports.returned.of_batch import returned_workbook
from digiloka.imports.workbook import Limits
from digiloka.values.refusal import Refused
from digiloka.web.access import needs
from digiloka.web.import_door import batch_or_404, pages, person, settings

_GONE = "Berkas aslinya sudah tidak disimpan. Unggah lagi dari komputer Anda."
_BAD = "salah"  # ?baris=salah: the rows that need a hand, no others


@pages.get("/<uuid:batch_id>/berkas")
@needs("import.read")
def original(batch_id: uuid.UUID) -> Any:
    """The file as its sender had it, opened frame by frame."""

    def open_frames() -> Response:
        address, name, size = _stored(batch_id, "original")
        return _sent(frames(settings().files_dir, address), name, size)

    return _or_back(batch_id, open_frames)


@pages.get("/<uuid:batch_id>/catatan")
@needs("import.read")
def returned(batch_id: uuid.UUID) -> Any:
    """The officer's own workbook with faulty cells marked; `?baris=salah` without the rows that are right."""
    bad_only = request.args.get("baris") == _BAD

    def write() -> Response:
        _stored(batch_id, "bad rows" if bad_only else "marked")
        limits = Limits(bytes=settings().upload_bytes, rows=settings().upload_rows, columns=settings().upload_columns)
        with reading() as session:
            batch = batch_or_404(session, batch_id)
            made = returned_workbook(session, batch, settings().files_dir, bad_only, limits)
        for note in made.notes:
            flash(note, "info")  # a file cannot say it; the next page does
        return send_file(made.file, as_attachment=True, download_name=made.name, mimetype=_type_of(made.name))

    return _or_back(batch_id, write)


def _or_back(batch_id: uuid.UUID, answer: Callable[[], Response]) -> Any:
    """The file, or the batch's page with the reason why there is none."""
    try:
        return answer()
    except Refused as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for("imports.batch", batch_id=batch_id))


def _stored(batch_id: uuid.UUID, form: str) -> tuple[str, str, int]:
    """(address, name, size) of a batch's file, noted in the journal. Raises Refused where it is gone."""
    with transaction() as session:
        found = batch_or_404(session, batch_id)
        stored = file_of(session, person().actor("web"), found, form)
        if not path_of(settings().files_dir, stored.address).exists():
            raise Refused("file-gone", _GONE)
        return stored.address, found.file_name or "survei", stored.size


def _sent(content: Iterator[bytes], name: str, size: int) -> Response:
    """A file to keep, under a name that may hold any letter."""
    answer = Response(content, mimetype=_type_of(name))
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.content_length = size
    return answer


def _type_of(name: str) -> str:
    return guess_type(name)[0] or "application/octet-stream"
