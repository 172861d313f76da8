"""Remarks beside a business listed as active: which of them say that it closed or moved."""

from __future__ import annotations

import pytest

from digiloka.registry.remarks import against_active

ENDED = (
    "tutup permanen", "Tutup", "TUTUP SEMENTARA", "sudah tidak usaha", "Sdh tdk jualan", "sudah tutup sejak covid",
    "usaha sudah tutup", "tidak aktif", "tidak berjualan lagi", "Tidak lagi berproduksi", "berhenti usaha",
    "Sudah berhenti", "gulung tikar th 2023", "bangkrut", "ganti usaha jadi ojek", "alih profesi",
    "pemilik sudah meninggal", "Warung tutup karena sakit", "telah berhenti produksi", "sudah gak jualan",
    "sudah lama tutup", "warung sudah lama tutup", "tutup warung", "Kedai sudah tutup", "Alm.", "pemilik almarhum",
    "stop", "sudah stop", "stop produksi", "pemilik sudah alm",
)  # fmt: skip
MOVED = ("pindah", "Sudah pindah ke Pekanbaru", "pindah rumah", "Pindahan dari Bagan Besar", "pemilik merantau")
NOTHING = (
    "", "buka setiap hari", "tutup hari Minggu", "tutup lama tiap Lebaran", "warung alm. suami",
    "tempat parkir non stop", "dekat masjid Almarhum Haji Ali", "toko tutup hari Jumat", "warung tutup jam 9",
    "buka jam 8 tutup jam 5", "jual tutup botol", "Tutup galon",
    "belum tutup", "tidak tutup", "belum pernah tutup", "berpindah-pindah", "pindah-pindah lokasi jualan",
    "belum pindah", "rencana pindah tahun depan", "akan pindah", "usaha aktif", "masih berjalan", "aktif di medsos",
    "tidak ada", "sedang tidak di tempat", "tidak punya NIB", "penjahit berhenti kerja di pabrik lalu buka usaha",
    "butuh bantuan modal usaha", "tidak aktif di medsos", "binaan PLUT",
)  # fmt: skip


@pytest.mark.parametrize("notes", ENDED)
def test_a_remark_says_that_a_business_ended(notes: str) -> None:
    found = against_active(notes)
    assert found is not None
    assert found.kind == "ended"


@pytest.mark.parametrize("notes", MOVED)
def test_a_remark_says_that_a_business_moved(notes: str) -> None:
    found = against_active(notes)
    assert found is not None
    assert found.kind == "moved"


@pytest.mark.parametrize("notes", NOTHING)
def test_other_remarks_say_nothing_of_the_kind(notes: str) -> None:
    assert against_active(notes) is None
