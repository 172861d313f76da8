"""The files of a batch: as it was sent, and marked with what is wrong."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from io import BytesIO
from mimetypes import guess_type
from typing import Any, BinaryIO

from flask import Response, flash, redirect, render_template, request, send_file, url_for

from digiloka.database import reading, transaction
from digiloka.files.naming import kept_name, shown_name
from digiloka.files.store import frames, path_of
from digiloka.imports.deciding import file_of
from digiloka.imports.returned import ordering
from digiloka.imports.returned.of_batch import returned_workbook
from digiloka.imports.returned.ordering import FAILED, READY, WRITING, Standing
from digiloka.imports.workbook import Limits
from digiloka.jobs.queue import wake
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused
from digiloka.web.access import needs
from digiloka.web.forms.imports import DecideForm
from digiloka.web.import_door import batch_or_404, batch_to_take, decides, pages, person, settings

_GONE = "Berkas aslinya sudah tidak disimpan. Unggah lagi dari komputer Anda."
_BAD = "salah"  # ?baris=salah: the rows that need a hand, no others


@pages.get("/<uuid:batch_id>/berkas")
@needs("import.read")
def original(batch_id: uuid.UUID) -> Any:
    """The file as its sender had it, opened frame by frame."""

    def open_frames() -> Response:
        with transaction() as session:
            found = batch_to_take(session, batch_id)
            stored = _taken(session, found, "original")
            name = found.file_name or "survei"
        return _stored(stored.address, name, stored.size)

    return _or_back(batch_id, open_frames)


@pages.get("/<uuid:batch_id>/catatan")
@needs("import.read")
def returned(batch_id: uuid.UUID) -> Any:
    """The officer's own workbook with faulty cells marked; `?baris=salah` without the rows that are right. A long one
    is written by the worker first."""
    with reading() as session:
        write = _written_before if ordering.takes_long(batch_or_404(session, batch_id)) else _written_now
    return _or_back(batch_id, lambda: write(batch_id))


@pages.get("/<uuid:batch_id>/catatan/tunggu")
@needs("import.read")
def waiting(batch_id: uuid.UUID) -> Any:
    """How far the worker is with the marked workbook; then the way to it."""
    with reading() as session:
        found = batch_or_404(session, batch_id)
        stands = ordering.standing(session, settings().files_dir, found, _bad_only()) if decides(found) else None
        if stands is None:
            return redirect(_address("imports.returned", batch_id))
        return render_template(
            "imports/returned.html", batch=found, stands=stands, told=_told(stands), form=DecideForm(),
            ready=stands.state == READY, failed=stands.state == FAILED, file=_address("imports.returned", batch_id),
            poll=_address("imports.waiting_for", batch_id), again=_address("imports.write_again", batch_id),
        )


@pages.get("/<uuid:batch_id>/catatan/kemajuan")
@needs("import.read")
def waiting_for(batch_id: uuid.UUID) -> dict[str, Any]:
    with reading() as session:
        stands = ordering.standing(session, settings().files_dir, batch_or_404(session, batch_id), _bad_only())
    if stands is None or stands.state != WRITING:
        return {"value": 1, "total": 1, "text": "Selesai", "next": _address("imports.waiting", batch_id)}
    return {"value": stands.done, "total": max(stands.whole, 1), "text": _told(stands), "next": None}


@pages.post("/<uuid:batch_id>/catatan/ulangi")
@needs("import.read")
def write_again(batch_id: uuid.UUID) -> Any:
    """Once more, after the worker gave up on it. Nothing of the batch changes: whoever may order it may do so again."""
    return _or_back(batch_id, lambda: _ordered_again(batch_id))


def _ordered_again(batch_id: uuid.UUID) -> Any:
    with transaction() as session:
        found = batch_to_take(session, batch_id)
        stands = ordering.standing(session, settings().files_dir, found, _bad_only())
        given_up = stands is None or stands.state == FAILED
        job_id = ordering.order(session, found, _bad_only()) if given_up else None
    wake(job_id)
    return redirect(_address("imports.waiting", batch_id))


def _written_now(batch_id: uuid.UUID) -> Response:
    with transaction() as session:
        _taken(session, batch_to_take(session, batch_id), _form())
    with reading() as session:
        found = batch_or_404(session, batch_id)
        made = returned_workbook(session, found, settings().files_dir, _bad_only(), Limits.of(settings()))
    _say(made.notes)
    return _sent(made.file, made.name)


def _written_before(batch_id: uuid.UUID) -> Any:
    """The file that the worker wrote of the batch as it is now; or the page that waits for it."""
    with transaction() as session:
        found = batch_to_take(session, batch_id)
        stands = ordering.standing(session, settings().files_dir, found, _bad_only())
        job_id = ordering.order(session, found, _bad_only()) if stands is None else None
        file = stands.file if stands else None
        if file:
            _taken(session, found, _form())
    wake(job_id)
    if file is None:
        return redirect(_address("imports.waiting", batch_id))
    _say(file.notes)
    return _stored(file.address, file.name, file.size)


def _told(stands: Standing) -> str:
    if not stands.whole:
        return "Berkas asli sedang disiapkan. Halaman ini boleh ditutup."
    return f"{show_number(stands.done)} dari {show_number(stands.whole)} baris ditulis. Halaman ini boleh ditutup."


def _say(notes: Any) -> None:
    """A file cannot say it; the next page does."""
    for note in notes:
        flash(note, "info")


def _bad_only() -> bool:
    return request.args.get("baris") == _BAD


def _form() -> str:
    return "bad rows" if _bad_only() else "marked"


def _address(page: str, batch_id: uuid.UUID) -> str:
    return url_for(page, batch_id=batch_id, baris=_BAD if _bad_only() else None)


def _or_back(batch_id: uuid.UUID, answer: Callable[[], Any]) -> Any:
    """The file, or the batch's page with the reason why there is none."""
    try:
        return answer()
    except Refused as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for("imports.batch", batch_id=batch_id))


def _taken(session: Any, batch: Any, form: str) -> Any:
    """The file that was sent for a batch; taking a copy, marked or not, is noted in the journal. Raises Refused."""
    stored = file_of(session, person().actor("web"), batch, form)
    if not path_of(settings().files_dir, stored.address).exists():
        raise Refused("file-gone", _GONE)
    return stored


def _stored(address: str, name: str, size: int) -> Response:
    """A file of the store, opened frame by frame while it is sent."""
    answer = _sent(BytesIO(), name)
    answer.response, answer.content_length = frames(settings().files_dir, address), size
    return answer


def _sent(file: BinaryIO, name: str) -> Response:
    """A file to keep under its name, whatever letters that has."""
    name = shown_name(kept_name(name))  # an older one may hold what no header can
    kind = guess_type(name)[0] or "application/octet-stream"
    return send_file(file, as_attachment=True, download_name=name, mimetype=kind, conditional=False)
