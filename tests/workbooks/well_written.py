"""Made-up businesses and the many ways in which people write each of their answers well. Imports nothing of ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

HEADINGS = (
    "No",
    "Nama Pemilik",
    "NIK",
    "Tanggal Lahir",
    "Jenis Kelamin",
    "No HP",
    "NPWP",
    "Nama Usaha",
    "Kegiatan Usaha",
    "KBLI",
    "NIB",
    "Tanggal Terbit NIB",
    "P-IRT",
    "Sertifikat Halal",
    "Alamat Usaha",
    "RT",
    "RW",
    "Kelurahan",
    "Kecamatan",
    "Kode Pos",
    "Lintang",
    "Bujur",
    "Tahun Berdiri",
    "Omzet per Tahun (Rp)",
    "Modal (Rp)",
    "Tenaga Kerja Laki-laki",
    "Tenaga Kerja Perempuan",
    "Jumlah Tenaga Kerja",
    "Keterangan",
)
KBLI_TITLE = "Industri dan perdagangan"
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_MEN = ("Budi Santoso", "Yusuf Harahap", "Zainal Koto", "M. Ridwan", "Joko S.", "Ucok Siregar", "H. Amir Hamzah")
_WOMEN = ("Siti Aminah", "Rina Lestari", "Nur'aini", "Dewi Anggraini", "Ida br. Lubis", "Hj. Fatimah", "Sri Wahyuni")
_TRADES = (
    ("Keripik singkong", "10794"),
    ("Jahit baju", "14120"),
    ("Warung kopi", "56303"),
    ("Kebun sayur", "01131"),
    ("Tambak ikan patin", "03222"),
    ("Jual sembako", "47112"),
    ("Roti dan kue", "10710"),
    ("Bengkel las", "25920"),
    ("Ternak ayam", "01463"),
)
_STREETS = (
    "Jl. Sudirman",
    "Jalan Melati",
    "Gg. Mawar II",
    "Jl. Ombak",
    "Jl. Kelakap Tujuh",
    "Perum. Griya Asri Blok C",
)
_WHERE = (("Teluk Binjai", "Dumai Timur"), ("Bukit Datuk", "Dumai Selatan"), ("Jaya Mukti", "Dumai Timur"))
_REMARKS = (
    "-",
    "",
    "Usaha turun-temurun",
    "Buka 08.00 s/d 17.00",
    "Belum ada papan nama",
    "Dekat masjid",
    "Omzet naik 10%",
)


@dataclass
class Row:
    """One business: `right` is what is true of it, `cells` how somebody wrote it down."""

    right: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, Any] = field(default_factory=dict)

    def values(self) -> list[Any]:
        return [self.cells.get(heading) for heading in HEADINGS]


def row(rng: Random, number: int) -> Row:
    """Another business for every number, each answer in one of its spellings."""
    right = _truth(rng, number)
    told = Row(right)
    for heading in HEADINGS:
        told.cells[heading] = rng.choice(SPELLINGS[heading](right[heading]))
    return told


def rows(seed: int, count: int) -> list[Row]:
    rng = Random(seed)
    return [row(rng, number) for number in range(1, count + 1)]


def _truth(rng: Random, number: int) -> dict[str, Any]:
    woman = rng.random() < 0.5
    born = dt.date(1950, 1, 1) + dt.timedelta(days=rng.randrange(18_000))
    kelurahan, kecamatan = rng.choice(_WHERE)
    trade, kbli = rng.choice(_TRADES)
    men, women = rng.randrange(6), rng.randrange(6)
    started = rng.randrange(1985, 2026)
    issued = dt.date(2019, 1, 1) + dt.timedelta(days=rng.randrange(2_500))
    return {
        "No": number,
        "Nama Pemilik": rng.choice(_WOMEN if woman else _MEN),
        "NIK": _nik_of(rng, born, woman),
        "Tanggal Lahir": born,
        "Jenis Kelamin": "P" if woman else "L",
        "No HP": f"081{rng.choice('123')}{rng.randrange(10**7, 10**8)}",
        "NPWP": _npwp(rng),
        "Nama Usaha": f"{trade.split()[0]} {rng.choice(('Berkah', 'Maju Jaya', 'Mawar', '99'))} {number}",
        "Kegiatan Usaha": trade,
        "KBLI": kbli,
        "NIB": f"{rng.choice(('0220', '9120', '1234', '0701'))}{rng.randrange(10**8, 10**9):09}"[:13],
        "Tanggal Terbit NIB": issued,
        "P-IRT": f"2{rng.randrange(10**11, 10**12)}-{rng.randrange(25, 31)}",
        "Sertifikat Halal": f"ID{rng.randrange(10**16, 10**17)}",
        "Alamat Usaha": f"{rng.choice(_STREETS)} No. {rng.randrange(1, 200)}{rng.choice(('', ' A', 'B'))}",
        "RT": f"{rng.randrange(1, 30):03}",
        "RW": f"{rng.randrange(1, 12):03}",
        "Kelurahan": kelurahan,
        "Kecamatan": kecamatan,
        "Kode Pos": str(rng.randrange(28811, 28829)),
        "Lintang": round(rng.uniform(1.61, 1.69), 5) + 0.000_001,
        "Bujur": round(rng.uniform(101.42, 101.49), 5) + 0.000_001,
        "Tahun Berdiri": started,
        "Omzet per Tahun (Rp)": rng.randrange(10, 4_000) * 500_000,
        "Modal (Rp)": rng.randrange(2, 900) * 250_000,
        "Tenaga Kerja Laki-laki": men,
        "Tenaga Kerja Perempuan": women,
        "Jumlah Tenaga Kerja": men + women,
        "Keterangan": rng.choice(_REMARKS),
    }


def _nik_of(rng: Random, born: dt.date, woman: bool) -> str:
    day = born.day + 40 * woman
    return f"1472{rng.randrange(1, 8):02}{day:02}{born:%m%y}{rng.randrange(1, 90):03}{rng.randrange(1, 10)}"


def _npwp(rng: Random) -> str:
    eight = f"0{rng.randrange(10**6, 10**7)}"
    total = 0
    for place, figure in enumerate(reversed(eight), 1):
        value = int(figure) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return f"{eight}{-total % 10}{rng.randrange(100, 999)}{rng.choice(('000', '001'))}"


def dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min)


def _one(value: Any) -> list[Any]:
    return [value]


def _name(name: str) -> list[Any]:
    return [name, name.upper(), name.lower(), f" {name} ", name.replace(" ", "  ")]


def _nik(nik: str) -> list[Any]:
    return [
        nik,
        nik,
        " ".join((nik[:4], nik[4:8], nik[8:12], nik[12:])),
        f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}.{nik[6:12]}.{nik[12:]}",
        f"{nik} ",
        f"NIK {nik}",
        f"{nik[:6]}-{nik[6:12]}-{nik[12:]}",
    ]


def _day(day: dt.date) -> list[Any]:
    month = MONTHS[day.month - 1]
    return [
        moment(day),
        moment(day),
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day.day} {month} {day.year}",
        f"{day:%d} {month.upper()} {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
        f"Dumai, {day.day} {month} {day.year}",
        f"{day.day}-{month[:3]}-{day.year}",
    ]


def _day_alone(day: dt.date) -> list[Any]:
    return [told for told in _day(day) if not isinstance(told, str) or not told.startswith("Dumai")]


def _sex(sex: str) -> list[Any]:
    return (
        ["L", "l", "Laki-laki", "LAKI-LAKI", "Laki - laki", "Pria", "lk"]
        if sex == "L"
        else ["P", "p", "Perempuan", "PEREMPUAN", "Wanita", "pr", "Pr."]
    )


def _phone(phone: str) -> list[Any]:
    bare = phone[1:]
    return [
        phone,
        phone,
        f"{phone[:4]}-{phone[4:8]}-{phone[8:]}",
        f"{phone[:4]} {phone[4:8]} {phone[8:]}",
        f"+62{bare}",
        f"+62 {bare[:3]}-{bare[3:7]}-{bare[7:]}",
        f"62{bare}",
        int(f"62{bare}"),
        f"({phone[:4]}) {phone[4:]}",
        f"{phone[:4]}.{phone[4:8]}.{phone[8:]}",
        f"HP {phone}",
        f"{phone} (WA)",
        f"{phone} / 0765-31234",
    ]


def _npwp_spellings(npwp: str) -> list[Any]:
    told = f"{npwp[:2]}.{npwp[2:5]}.{npwp[5:8]}.{npwp[8]}-{npwp[9:12]}.{npwp[12:]}"
    return [npwp, told, told, f"0{npwp}", "-", ""]


def _kbli(kbli: str) -> list[Any]:
    told: list[Any] = [kbli, kbli, f"{kbli} - {KBLI_TITLE}", f"KBLI {kbli}"]
    return told if kbli[0] == "0" else [*told, int(kbli)]


def _nib(nib: str) -> list[Any]:
    told: list[Any] = [nib, nib, f"{nib[:4]} {nib[4:8]} {nib[8:]}", f"NIB: {nib}"]
    return told if nib[0] == "0" else [*told, int(nib)]


def _pirt(pirt: str) -> list[Any]:
    return [pirt, pirt.replace("-", ""), f"P-IRT {pirt}", f"PIRT No. {pirt}", "Belum", "-", "proses", ""]


def _halal(halal: str) -> list[Any]:
    return [halal, "Ada", "ada", "Belum", "Belum ada", "v", "✓", "-", "Proses", "dalam proses", "Tidak", "Sudah", "ya"]


def _rt(rt: str) -> list[Any]:
    short = str(int(rt))
    return [rt, rt[1:] if rt[0] == "0" else rt, short, int(short), int(short)]


def _degrees(value: float) -> list[Any]:
    return [value, value, f"{value:.6f}", f"{value:.6f}".replace(".", ","), f" {value:.6f} "]


def _year(year: int) -> list[Any]:
    return [
        year,
        year,
        str(year),
        f"Tahun {year}",
        f"th. {year}",
        f"Mei {year}",
        f"sejak {year}",
        moment(dt.date(year, 3, 14)),
    ]


def money(value: int) -> list[Any]:
    """Ways of writing an amount exactly."""
    dots = dotted(value)
    told: list[Any] = [
        value,
        value,
        float(value),
        str(value),
        dots,
        f"Rp{dots}",
        f"Rp {dots}",
        f"Rp. {dots}",
        f"Rp {dots},00",
        f"Rp. {dots},-",
        f"{dots},-",
        f"Rp {value:,}.00",
        f"{value:,}.00",
        dots.replace(".", " "),
        f"{dots} rupiah",
        f"rp.{dots}",
        f"IDR {dots}",
        f"Rp\xa0{dots}",
    ]
    millions = f"{value / 10**6:.3f}".rstrip("0").rstrip(".")
    if len(millions.partition(".")[2]) < 3 and value < 10**9:
        comma = millions.replace(".", ",")
        told += [f"{comma} juta", f"{comma} jt", f"{comma}jt", f"{millions} Juta", f"Rp {comma} Jt", f"{comma} JUTA"]
    return told


def _people(count: int) -> list[Any]:
    words = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
    return [count, count, str(count), f"{count} orang", f"{count} org", words[count]]


SPELLINGS: dict[str, Callable[[Any], list[Any]]] = {
    "No": _one,
    "Nama Pemilik": _name,
    "NIK": _nik,
    "Tanggal Lahir": _day,
    "Jenis Kelamin": _sex,
    "No HP": _phone,
    "NPWP": _npwp_spellings,
    "Nama Usaha": _name,
    "Kegiatan Usaha": _name,
    "KBLI": _kbli,
    "NIB": _nib,
    "Tanggal Terbit NIB": _day_alone,
    "P-IRT": _pirt,
    "Sertifikat Halal": _halal,
    "Alamat Usaha": lambda told: [told, told.upper(), f"{told}, Dumai"],
    "RT": _rt,
    "RW": _rt,
    "Kelurahan": _name,
    "Kecamatan": _name,
    "Kode Pos": lambda code: [code, int(code)],
    "Lintang": _degrees,
    "Bujur": _degrees,
    "Tahun Berdiri": _year,
    "Omzet per Tahun (Rp)": money,
    "Modal (Rp)": money,
    "Tenaga Kerja Laki-laki": _people,
    "Tenaga Kerja Perempuan": _people,
    "Jumlah Tenaga Kerja": _people,
    "Keterangan": _one,
}
