"""Made-up cells: people of Dumai and elsewhere, what they do, and how offices write it down."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from tests.workbooks.lists import MAKERS, Maker, between, digits, one_of

FIRST = (
    "Siti", "Nurhayati", "Budi", "Rahmat", "Dewi", "Joko", "Sari", "Rina", "Agus", "Yanti", "Hendra", "Lina", "Tono",
    "Wati", "Eko", "Nurul", "Fajar", "Rosmawati", "Zulkifli", "Syafrizal", "Ernawati", "Darwis", "Melati", "Parno",
    "Ramlah", "Kasmawati", "Tukiman", "Desi", "Marlina", "Ucok", "Halimah", "Iwan", "Suryani", "Bambang", "Asnah",
)  # fmt: skip
LAST = (
    "Saputra", "Lestari", "Siregar", "Harahap", "Nasution", "Hidayat", "Wijaya", "Ramadhan", "Putri", "Santoso",
    "Gunawan", "Koto", "Chaniago", "Lubis", "Manurung", "Simbolon", "Rahayu", "Susanti", "Effendi", "Piliang",
)  # fmt: skip
STREETS = ("Sudirman", "Kelapa Sawit", "Ombak", "Pangkalan Sena", "Sultan Syarif Kasim", "Merdeka Baru", "Tegalega")
GOODS = (
    "Keripik singkong", "Kue basah", "Jahit pakaian", "Tambal ban", "Gorden", "Bakso", "Anyaman pandan", "Tahu tempe",
    "Air isi ulang", "Sembako", "Ikan asin", "Kerupuk udang", "Nasi uduk", "Pecel lele", "Pangkas rambut", "Laundry",
    "Bengkel las", "Servis elektronik", "Mebel kayu", "Batik Melayu", "Lempuk durian", "Pulsa", "Kopi bubuk", "Tenun",
)  # fmt: skip
GROUPS = ("Kuliner", "Fesyen", "Kerajinan", "Jasa", "Perdagangan")
SIGNS = ("Warung", "Toko", "Kedai", "Bengkel", "Salon", "Depot", "Konveksi", "Kios", "UD", "Dapur")
VILLAGES = ("Teluk Binjai", "Bukit Datuk", "Jaya Mukti", "Bagan Besar", "Ratu Sima", "Rimba Sekampung", "Purnama")
DISTRICTS = ("Dumai Timur", "Dumai Barat", "Bukit Kapur", "Dumai Kota", "Dumai Selatan")


def person(r: random.Random, _n: int) -> str:
    return f"{r.choice(FIRST)} {r.choice(LAST)}"


def shop(r: random.Random, _n: int) -> str:
    return f"{r.choice(SIGNS)} {r.choice((*FIRST, 'Barokah', 'Maju Jaya', 'Cahaya', 'Sepakat', 'Dua Saudara'))}"


def street(r: random.Random, _n: int) -> str:
    return f"Jl. {r.choice(STREETS)} No. {r.randrange(1, 120)}"


def address_with_rt(r: random.Random, n: int) -> str:
    return f"{street(r, n)} RT {r.randrange(1, 20):02} RW {r.randrange(1, 9):02}"


def phone(r: random.Random, _n: int) -> str:
    return f"0{r.choice(('812', '813', '852', '822', '895'))}{r.randrange(10**6, 10**8)}"


def phone_apart(r: random.Random, _n: int) -> str:
    return f"08{r.randrange(11, 60)}-{r.randrange(1000, 9999)}-{r.randrange(1000, 9999)}"


def begun(r: random.Random, _n: int) -> str:
    return f"{r.randrange(1, 29):02}/{r.randrange(1, 13):02}/{r.randrange(1998, 2026)}"


def birth(r: random.Random, _n: int) -> str:
    month = r.choice(("Januari", "Mei", "Agustus", "Nopember"))
    return f"{r.choice(('Dumai', 'Bengkalis', 'Medan'))}, {r.randrange(1, 29)} {month} {r.randrange(1955, 2003)}"


def moment(r: random.Random, _n: int) -> str:
    return (
        f"{r.randrange(1, 29)}/{r.randrange(1, 13)}/2025 {r.randrange(8, 20)}.{r.randrange(10, 59)}.{r.randrange(59)}"
    )


def short_money(r: random.Random, _n: int) -> str:
    return r.choice((f"{r.randrange(1, 20)} jt", f"{r.randrange(2, 9) * 100} rb", f"Rp {r.randrange(1, 9)}.500.000"))


def blanks(maker: Maker, share: float = 0.3) -> Maker:
    return lambda r, n: None if r.random() < share else maker(r, n)


CELLS: dict[str, Maker] = MAKERS | {
    "person": person,
    "PERSON": lambda r, n: person(r, n).upper(),
    "shop": shop,
    "SHOP": lambda r, n: shop(r, n).upper(),
    "street": street,
    "street_rt": address_with_rt,
    "phone": phone,
    "phone_apart": phone_apart,
    "phone_number": lambda r, n: float(phone(r, n)),
    "phones": lambda r, n: f"{phone(r, n)} / {phone(r, n)}",
    "some_phone": blanks(phone),
    "nik_number": lambda r, n: float(MAKERS["nik"](r, n)),
    "some_nik": blanks(MAKERS["nik"]),
    "some_nib": blanks(MAKERS["nib"], 0.5),
    "nib_date": lambda r, _n: dt.date(2024, r.randrange(1, 13), 7),
    "goods": one_of(*GOODS),
    "thing": lambda r, _n: f"{r.choice(GOODS)} {r.choice(('pedas', 'asli', 'khas', 'murah'))}",
    "GOODS": lambda r, _n: r.choice(GOODS).upper(),
    "village": one_of(*VILLAGES),
    "district": one_of(*DISTRICTS),
    "VILLAGE": lambda r, _n: r.choice(VILLAGES).upper(),
    "begun": begun,
    "birth": birth,
    "moment": moment,
    "short_money": short_money,
    "some_money": blanks(MAKERS["money"]),
    "millions": between(1, 60),
    "worth": lambda r, _n: f"Rp{r.randrange(1, 90)}.000.000",
    "age": between(21, 64),
    "many": between(10, 900),
    "kk": MAKERS["nik"],
    "npwp": lambda r, _n: f"{r.randrange(10, 99)}.{digits(3)(r, 0)}.{digits(3)(r, 0)}.1-212.000",
    "tick": one_of("v", "v", None),
    "check": one_of("✓", None),
    "V": one_of("V", "-", "V"),
    "bit": one_of(1.0, 0.0),
    "has": one_of("Ada", "Tidak ada", "Ada"),
    "yet": one_of("Sudah", "Belum"),
    "yes": one_of("Ya", "Tidak"),
    "hundreds": between(50, 900, 10),
    "size": lambda r, _n: f"{r.randrange(2, 9)} x {r.randrange(3, 9)} m",
    "rt3": lambda r, _n: f"{r.randrange(1, 20):03}",
    "rtrw": lambda r, _n: f"{r.randrange(1, 20):03}/{r.randrange(1, 9):03}",
    "pirt_no": lambda r, _n: f"2061472{digits(6)(r, 0)}-29",
    "halal_no": lambda r, _n: f"ID1411{digits(11)(r, 0)}",
    "sku_no": lambda r, n: f"{500 + n}/SKU/{r.choice(('TB', 'BD'))}/2025",
    "angle": lambda r, n: f"{shop(r, n).upper()}<{r.choice(FIRST).upper()}>",
    "mail": lambda r, _n: f"{r.choice(FIRST).lower()}{r.randrange(9, 99)}@contoh.id",
    "account": lambda r, _n: f"@{r.choice(FIRST).lower()}_{r.randrange(9, 99)}",
    "link": lambda r, _n: f"https://contoh.id/{r.randrange(10**5, 10**6)}",
    "remark": blanks(one_of("baru", "pindahan", "musiman"), 0.6),
    "percent": between(0, 100, 5),
    "age_years": lambda r, _n: f"{r.randrange(1, 20)} tahun",
    "none": lambda _r, _n: None,
    "dash": one_of("-", "-", "- "),
    "unit": one_of("Kg", "Bungkus", "Potong", "Buah"),
    "oss_id": lambda _r, n: f"R-2024{n:09}",
}


def cell(maker: str, r: random.Random, number: int) -> Any:
    """A cell of this maker, or one of "{a|b|}" where an empty one stands for nothing."""
    if maker.startswith("{"):
        return r.choice([written or None for written in maker[1:-1].split("|")])
    return CELLS[maker](r, number)
