"""What an owner agrees to: each purpose apart, with its sentence, its information and the version of both.

UU 27/2022: information before collecting (article 21), explicit and recorded consent in plain words, separable from
other agreements (22-24). The registry itself also rests on a public task (20 paragraph 2 e); publishing does not.
A changed sentence gets a new version; old versions stay here, because stored consents point to them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from digiloka.values.refusal import Refused

CHANNELS = ("self", "desk", "survey")


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One purpose as a person reads it. `needed`: without it no registration is taken."""

    purpose: str
    version: str
    sentence: str
    information: tuple[str, ...]
    needed: bool


_RIGHTS = (
    "Anda boleh melihat, memperbaiki, dan meminta salinan data Anda. Anda juga boleh menarik persetujuan ini. "
    "Kami menjawab paling lama 3 kali 24 jam."
)

TEXTS: tuple[ConsentText, ...] = (
    ConsentText(
        "registry",
        "2026-11",
        "Saya setuju data saya dipakai Dinas untuk pendataan dan pembinaan usaha",
        (
            "Yang dicatat: nama, NIK, nomor HP, alamat, serta keterangan usaha, tempat, izin, modal, dan penjualan.",
            "Gunanya: mencatat usaha Anda satu kali saja, menghitung jumlah usaha, dan memberi pembinaan.",
            "Yang melihat: petugas kelurahan, kecamatan, dan dinas di wilayah usaha Anda. NIK tidak ditampilkan utuh.",
            "Angka yang diumumkan hanya jumlah. Nama dan data Anda tidak diumumkan.",
            "Data disimpan selama usaha Anda tercatat di Dinas.",
            _RIGHTS,
        ),
        needed=True,
    ),
    ConsentText(
        "contact",
        "2026-11",
        "Saya setuju dihubungi lewat HP tentang pelatihan, bantuan, dan izin usaha",
        ("Tanpa persetujuan ini pendaftaran Anda tetap diterima.", _RIGHTS),
        needed=False,
    ),
    ConsentText(
        "publish",
        "2026-11",
        "Saya setuju nama usaha, produk, dan kelurahan saya ditampilkan untuk umum",
        ("Nama pemilik, NIK, nomor HP, dan angka penjualan tidak ikut ditampilkan.",
         "Tanpa persetujuan ini pendaftaran Anda tetap diterima.", _RIGHTS),
        needed=False,
    ),
)

_CURRENT = {text.purpose: text for text in TEXTS}  # the last version of a purpose wins
PURPOSES = tuple(_CURRENT)


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """An agreement as a door took it. `officer_id`: who took it at the desk or in the field."""

    purposes: tuple[str, ...] = ("registry",)
    channel: str = "self"
    officer_id: uuid.UUID | None = None
    given_at: datetime | None = None  # UTC; None = now
    versions: dict[str, str] = field(default_factory=dict)  # as shown; missing = the current version

    def __post_init__(self) -> None:
        if self.channel not in CHANNELS:
            raise ValueError(f"{self.channel!r} is no channel of consent.")
        unknown = set(self.purposes) - set(PURPOSES)
        if unknown:
            raise ValueError(f"Unknown purposes: {sorted(unknown)}")

    def version_of(self, purpose: str) -> str:
        return self.versions.get(purpose, _CURRENT[purpose].version)


def text_of(purpose: str, version: str | None = None) -> ConsentText:
    """The sentence of a purpose, the newest or a stored version. Raises LookupError for one that never was."""
    for text in reversed(TEXTS):
        if text.purpose == purpose and version in (None, text.version):
            return text
    raise LookupError(f"{purpose} {version}")


def require(given: ConsentGiven | None) -> ConsentGiven:
    """The agreement, or Refused when a purpose without which nothing is registered is not in it."""
    missing = [text for text in _CURRENT.values() if text.needed and (not given or text.purpose not in given.purposes)]
    if missing or given is None:
        raise Refused("consent-missing", "Centang persetujuan untuk melanjutkan.")
    return given
