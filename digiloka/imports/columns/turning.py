"""Words that turn a heading away from what the rest of it names: another person, another thing, another time.

"No HP Pendamping" is nobody's of ours, "Modal yang Dibutuhkan" is not there yet. Headings listed word by word in the
register's tables mean what the table says; everything that is only near to one is judged here.
"""

from __future__ import annotations

from collections.abc import Sequence

from digiloka.registry.fields import BY_KEY, Field
from digiloka.values.text import word_set

_OWNERS = word_set("pemilik pengelola ketua pimpinan direktur pedagang pengrajin perajin wirausaha")
_OTHERS = word_set(
    "istri suami pasangan anak ayah kandung ortu tua wali kerabat keluarga adik kakak mertua cucu tetangga darurat"
    " pendamping pembina penyuluh fasilitator konsultan mentor kader petugas surveyor enumerator pencacah pendata"
    " pewawancara verifikator validator pengawas pemeriksa pengisi penginput operator admin saksi waris penjamin"
    " lurah camat kades kadus pekerja pelanggan pembeli konsumen pemasok supplier notaris penyelia kurir sopir"
)
_OFFICES = word_set("rt rw kelurahan kecamatan desa dusun lingkungan dinas")
_REACHED = word_set("no hp telp wa nama kontak kantor nik email ktp pak bapak ketua sekretaris kepala")
_LAND = word_set("tanah bangunan lahan gedung")
_LEFT_OUT = word_set("luar selain tanpa kecuali termasuk non")  # "modal di luar tanah dan bangunan"
_NOT_YET = word_set(
    "dibutuhkan diharapkan diinginkan diperlukan direncanakan diajukan diusulkan dimohon dimohonkan diminati"
    " berikutnya mendatang"
)
_OVER = word_set("berakhir kadaluarsa kadaluwarsa kedaluwarsa kedaluarsa expired expire expiry exp")
_VALID, _WHEN = word_set("berlaku"), word_set("tanggal tahun masa sampai hingga sd akhir habis bulan jangka")
# What is told of the survey or of people together: a petugas beside it changes nothing.
_NOBODY_S = frozenset((
    "notes", "photo", "survey_date", "verification_status", "row_number", "source_id", "training", "financing",
    "partnership", "marketing", "sector", "product", "activity", "kbli",
))  # fmt: skip
_WORKERS = frozenset(key for key in BY_KEY if key.startswith("workers_"))
_TOLD_OF_ANYBODY = word_set("no nama nik ktp hp telp wa kontak email alamat tempat tanggal usia jenis pendidikan")
_OF_A_PERSON = frozenset(("owner_name", "nik", "phone", "email"))


def turned(tokens: Sequence[str], key: str) -> bool:
    """Whether a heading's folded words name something else than the field `key`."""
    return _of_another(tokens, key) or _of_another_matter(tokens, BY_KEY[key])


def turned_from_above(parent: Sequence[str], child: Sequence[str], key: str) -> bool:
    """Whether a parent ("PENDAMPING", "Data Istri") turns its child away; a child that names the owner stays his."""
    if _OWNERS.intersection(child) or not (BY_KEY[key].about == "owner" or key.endswith("address")):
        return False
    return _of_another(parent, key)


def is_of_another_person(tokens: Sequence[str]) -> bool:
    """Whether a heading of no known field begins as one and names somebody else: its cells must not speak for it."""
    return tokens[0] in _TOLD_OF_ANYBODY and _of_another(tokens, None)


def without_land_left_out(tokens: Sequence[str]) -> Sequence[str]:
    """ "modal usaha luar tanah bangunan" is "modal usaha": what stands behind is only said not to be in it."""
    for place, token in enumerate(tokens):
        if place and token in _LEFT_OUT and _LAND.intersection(tokens[place + 1 :]):
            begin = place - 1 if tokens[place - 1] == "tidak" else place
            return tokens[:begin]
    return tokens


def names_land(tokens: Sequence[str]) -> bool:
    """Whether a heading's folded words count land or buildings in, which the law leaves out of capital and assets."""
    return bool(_LAND.intersection(without_land_left_out(tokens)))


def _of_another(tokens: Sequence[str], key: str | None) -> bool:
    """The person named first is meant: "NIK Istri Pemilik" is hers, "Nama Pemilik (Suami/Istri)" the owner's."""
    if key in _NOBODY_S:
        return False
    if key in _WORKERS:
        return bool(_REACHED.intersection(tokens) - {"no"})
    person = next((token for token in tokens if token in _OTHERS or token in _OWNERS), None)
    if person in _OTHERS and (key or person != "pekerja"):
        return True
    reached = key is None or key in _OF_A_PERSON
    return reached and bool(_OFFICES.intersection(tokens)) and (_REACHED | _OFFICES).issuperset(tokens)


def _of_another_matter(tokens: Sequence[str], field: Field) -> bool:
    if field.key == "notes":
        return False
    if _NOT_YET.intersection(tokens) or _OVER.intersection(tokens):
        return True
    if _VALID.intersection(tokens) and _WHEN.intersection(tokens):
        return True
    return field.about != "place" and bool(_LAND.intersection(tokens))
