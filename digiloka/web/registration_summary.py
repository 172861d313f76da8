"""The answers of a registration as cards to check: each with the words a person chose, and the way to change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for

from digiloka.activities.queries import title_of
from digiloka.areas.naming import AreaNames
from digiloka.registry.answering import NO_CODE, NOT_TOLD, counted_workers, licences_told, read
from digiloka.registry.choices import CAPITAL_BANDS, SALES_CHANNELS, TURNOVER_BANDS
from digiloka.registry.crowds import crowd
from digiloka.registry.fields import BY_KEY
from digiloka.registry.records import LicenceRecord
from digiloka.values.identity import mask_nik
from digiloka.web.forms.registration import LICENCES

_YES = {"ya": "Ya", "tidak": "Tidak"}
_BOXES = {("nib", "proses"): "proses", ("nib", "tidak"): "none"}
_STATES = {"proses": " (sedang diurus)", "tidak": " (belum ada)"}
_NUMBERS = {"nib": "Nomor NIB", "pirt": "Nomor P-IRT", "halal": "Nomor halal", "merek": "Nomor merek"}


def summary(
    db: Any, pages: Mapping[str, Mapping[str, Any]], names: AreaNames, today: date
) -> list[dict[str, Any]]:
    """[{title, change, rows}] in the order of the pages."""
    owner, business, kind, place, figures, papers = (
        pages.get(key, {}) for key in ("pemilik", "usaha", "jenis", "tempat", "angka", "izin")
    )
    nik = read("nik", owner.get("nik"), today)
    return [
        _card(
            "pemilik",
            "Tentang Anda",
            [
                ("Nama lengkap", owner.get("owner_name")),
                (
                    "NIK",
                    mask_nik(nik) if nik else dict(BY_KEY["nik_absent"].choices).get(owner.get("nik_absent") or ""),
                ),
                ("Nomor HP", owner.get("phone")),
            ],
        ),
        _card(
            "usaha",
            "Usaha Anda",
            [
                ("Nama usaha", business.get("business_name")),
                ("Yang dibuat atau dijual", business.get("activity")),
                ("Membuat barang", _YES.get(business.get("makes_goods") or "")),
                ("Melayani makan minum", _YES.get(business.get("serves_food") or "")),
                ("Menjual barang", _YES.get(business.get("sells_goods") or "")),
                ("Mulai usaha", business.get("start_date")),
            ],
        ),
        _card("jenis", "Jenis usaha", [("Jenis usaha", *_activity(db, kind))]),
        _card(
            "tempat",
            "Tempat usaha",
            [
                ("Tempat", dict(BY_KEY["premises_kind"].choices).get(place.get("premises_kind") or "")),
                ("Kelurahan", names.label(place["area_code"]) if place.get("area_code") in names.rows else None),
                ("Alamat", place.get("business_address")),
                ("RT dan RW", " / ".join(part for part in (place.get("rt"), place.get("rw")) if part)),
                ("Titik lokasi", "Sudah diambil" if place.get("latitude") else None),
            ],
        ),
        _card(
            "angka",
            "Tenaga kerja dan penjualan",
            [
                ("Pekerja laki-laki", figures.get("workers_male")),
                ("Pekerja perempuan", figures.get("workers_female"), "", _many(figures, today)),
                ("Penjualan sebulan", _band(figures.get("turnover"), TURNOVER_BANDS)),
                ("Modal", _band(figures.get("capital"), CAPITAL_BANDS)),
            ],
        ),
        _card(
            "izin",
            "Izin dan penjualan",
            [
                *_papers(papers, today),
                (
                    "Cara menjual",
                    ", ".join(words for code, words in SALES_CHANNELS if code in (papers.get("marketing") or ())),
                ),
            ],
        ),
    ]


def _papers(told: Mapping[str, Any], today: date) -> list[tuple[str | None, ...]]:
    """The papers as they will be kept, whatever was ticked and written for them."""
    kept = licences_told(told, today)
    numbers = {paper.kind: paper.number for paper in kept}
    return [
        ("Izin", ", ".join(_paper(paper, alone=len(kept) == 1) for paper in kept)),
        *((label, numbers.get(kind)) for kind, label in _NUMBERS.items()),
    ]


def _paper(paper: LicenceRecord, *, alone: bool) -> str:
    """In the words of its box. "Belum ada" speaks of all papers, so it stands for the NIB only where that is alone."""
    words, box = dict(LICENCES), _BOXES.get((paper.kind, paper.status))
    if box and (alone or box != "none"):
        return words[box]
    return words[paper.kind] + _STATES.get(paper.status, "")


def _many(figures: Mapping[str, Any], today: date) -> str:
    many = crowd(counted_workers(figures, today), ())
    return many[1] if many else ""


def _card(key: str, title: str, rows: list[tuple[str | None, ...]]) -> dict[str, Any]:
    """A card of (label, value), with what stands small beside it, and with what to look at again."""
    change = url_for("registration.page", key=key, kembali="periksa")
    return {
        "title": title,
        "change": change,
        "rows": [
            {"label": row[0], "value": row[1] or None, "note": "".join(row[2:3]), "warning": "".join(row[3:])}
            for row in rows
        ],
    }


def _activity(db: Any, kind: Mapping[str, Any]) -> tuple[str | None, str]:
    """The words that were chosen from the list, and the official title and code of the same."""
    chosen, words = kind.get("kbli"), kind.get("kbli_words")
    if not chosen or chosen == NO_CODE:
        return words or ("Petugas akan membantu memilih" if chosen else None), ""
    code, _, version = chosen.partition("@")
    title = title_of(db, code, version)
    if words is None or words == title:
        return words or title, f"KBLI {code}"
    return words, f"Nama resmi: {title} (KBLI {code})" if title else f"KBLI {code}"


def _band(answer: str | None, bands: tuple[tuple[int, int | None, str], ...]) -> str | None:
    if answer in NOT_TOLD:
        return "Tidak tahu" if answer == "tidak_tahu" else "Tidak ingin menjawab"
    return bands[int(answer)][2] if answer else None
