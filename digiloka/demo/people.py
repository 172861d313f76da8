"""Made-up people. The NIK's serial is always 0000, the phone has 00 after the operator's digits: nobody owns them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

_WOMEN = (
    "Siti",
    "Nur",
    "Rina",
    "Dewi",
    "Yanti",
    "Erni",
    "Fitri",
    "Asni",
    "Zubaidah",
    "Maimunah",
    "Rosnah",
    "Lina",
    "Wati",
    "Endang",
    "Mega",
    "Ayu",
    "Ratna",
    "Halimah",
    "Desi",
    "Tuti",
    "Yulia",
    "Hasnah",
    "Ida",
    "Marni",
    "Sri",
)
_MEN = (
    "Budi",
    "Ahmad",
    "Rizal",
    "Hendra",
    "Agus",
    "Yusuf",
    "Zainal",
    "Syahrul",
    "Joko",
    "Darman",
    "Eko",
    "Firman",
    "Ridwan",
    "Anton",
    "Heri",
    "Iwan",
    "Khairul",
    "Mahmud",
    "Rudi",
    "Saiful",
    "Taufik",
    "Usman",
    "Wahyu",
    "Edi",
    "Irwan",
)
_SECOND = (
    "Lestari",
    "Aminah",
    "Hidayat",
    "Saputra",
    "Wulandari",
    "Siregar",
    "Nasution",
    "Simanjuntak",
    "Harahap",
    "Chaniago",
    "Tanjung",
    "Koto",
    "Piliang",
    "Sitorus",
    "Hasibuan",
    "Rahman",
    "Marpaung",
    "Susanto",
    "Wijaya",
    "Effendi",
    "Lubis",
    "Permata",
    "Handayani",
    "Sembiring",
    "Manurung",
    "Ginting",
    "Pohan",
    "Kurniawan",
    "Syafitri",
    "Anggraini",
)
_OPERATORS = ("0812", "0813", "0822", "0852", "0853", "0821", "0895", "0878", "0831", "0857")
_SCHOOLING = (("sd", 18), ("smp", 27), ("sma", 38), ("smk", 6), ("d1_d3", 4), ("d4_s1", 6), ("tidak_sd", 1))


@dataclass(frozen=True, slots=True)
class Person:
    """An owner who does not exist."""

    name: str
    sex: str
    birth_date: date
    nik: str
    phone: str  # E.164
    education: str


def person(chance: Random, region: str) -> Person:
    """`region` is the six digits a NIK begins with."""
    sex = chance.choice("PPPLL")
    first, second = chance.choice(_WOMEN if sex == "P" else _MEN), chance.choice(_SECOND)
    third = f" {chance.choice(_SECOND)}" if chance.random() < 0.15 else ""
    born = date(chance.randint(1955, 2004), chance.randint(1, 12), chance.randint(1, 28))
    day = born.day + (40 if sex == "P" else 0)
    nik = f"{region}{day:02}{born.month:02}{born.year % 100:02}0000"
    operator = chance.choice(_OPERATORS)
    phone = f"+62{operator[1:]}00{chance.randint(100000, 999999)}"
    schooling = chance.choices([code for code, _ in _SCHOOLING], [share for _, share in _SCHOOLING])[0]
    return Person(f"{first} {second}{third}", sex, born, nik, phone, schooling)
