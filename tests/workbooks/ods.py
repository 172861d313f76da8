"""OpenDocument sheets made by hand: plain, hidden in part, locked, and asking for more cells than anything has."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

_SPACES = (
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_HIDDEN = (
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def document(body: str, *, encrypted: bool = False) -> bytes:
    """An .ods whose sheets are this XML."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.2">'
        f"<office:automatic-styles>{_HIDDEN}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    lock = '<manifest:encryption-data manifest:checksum="x"/>' if encrypted else ""
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{lock}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MIME, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value[:1] == "#" and value[-1:] in "!?A":
        error = 'table:formula="of:=A0" office:value-type="string" office:string-value="" calcext:value-type="error"'
        return f"<table:table-cell {error}><text:p>{value}</text:p></table:table-cell>"
    if isinstance(value, dt.datetime):
        day = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        return f"<table:table-cell {day}><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
    if isinstance(value, bool):
        told = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        return f"<table:table-cell {told}><text:p>{str(value).upper()}</text:p></table:table-cell>"
    if isinstance(value, int | float):
        number = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {number}><text:p>{value}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def row(cells: Sequence[Any], attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(map(cell, cells))}</table:table-row>"


def sheet(rows: Sequence[Sequence[Any]], name: str = "Data", attributes: str = "", columns: str = "") -> str:
    """A sheet with the endless empty rest that office programs write below and beside the data."""
    rest = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return f'<table:table table:name="{name}" {attributes}>{columns}{"".join(map(row, rows))}{rest}</table:table>'


def sparse_bomb() -> bytes:
    """Two cells at opposite corners."""
    gap = '<table:table-cell table:number-columns-repeated="16382"/>'
    corners = f"<table:table-row>{cell('a')}{gap}{cell('b')}</table:table-row>"
    empty = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return document(f'<table:table table:name="Data">{corners}{empty}{row(["c"])}</table:table>')


def repeated_bomb() -> bytes:
    """One cell with text, repeated a billion times."""
    many = (
        '<table:table-row table:number-rows-repeated="100000">'
        '<table:table-cell table:number-columns-repeated="200" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    return document(f'<table:table table:name="Data">{many * 50}</table:table>')
