"""Education as people write it. Nine levels in the order of the BPS forms (1 belum tamat SD … 9 S3)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, key, unquoted, word_set

# D1 to D3 are one level and D4 stands with S1, as in the forms of BPS and Dukcapil.
EDUCATION: dict[str, str] = {
    "tidak_sd": "Belum tamat SD",
    "sd": "SD atau sederajat",
    "smp": "SMP atau sederajat",
    "sma": "SMA atau sederajat",
    "smk": "SMK atau sederajat",
    "d1_d3": "Diploma I, II, atau III",
    "d4_s1": "Diploma IV atau S1",
    "s2": "S2",
    "s3": "S3",
}

_LEVEL_OF = {
    word: level
    for level, words in {
        "tidak_sd": "tk paud",
        "sd": "sd sdn sdlb sr mi min dasar ibtidaiyah paketa",
        "smp": "smp smpn sltp slp smplb mts mtsn tsanawiyah smppertama paketb",
        "sma": "sma sman slta sla smu smun smta ma man aliyah smaatas paketc sederajatsma",
        "smk": "smk smkn stm smea smkk smip mak spg pga smkkejuruan kejuruan",
        "d1_d3": "d1 d2 d3 diploma akademi akademik sarmud",
        "d4_s1": "d4 s1 sarjana strata profesi",
        "s2": "s2 magister master pascasarjana",
        "s3": "s3 doktor doktoral",
    }.items()
    for word in words.split()
}
_LOWER = {
    "sd": "tidak_sd", "smp": "sd", "sma": "smp", "smk": "smp", "d1_d3": "sma", "d4_s1": "sma", "s2": "d4_s1",
    "s3": "s2", "tidak_sd": "tidak_sd",
}  # fmt: skip
_NOT = word_set("tidak tdk tak belum blm bukan putus kelas kls")
_SCHOOL = word_set("tamat lulus sekolah bersekolah menamatkan lulusan tamatan selesai")
_FILLER = _SCHOOL | word_set(
    "sederajat sederajad setara setingkat pendidikan terakhir ijazah jenjang tingkat atau dan pernah"
    " madrasah umum negeri program"
)
_NUMBER = {
    "i": "1", "1": "1", "satu": "1", "ii": "2", "2": "2", "dua": "2", "iii": "3", "3": "3", "tiga": "3",
    "iv": "4", "4": "4", "empat": "4",
}  # fmt: skip
_NUMERAL = "iii|ii|iv|i|1|2|3|4|satu|dua|tiga|empat"
_REWRITES = (
    (re.compile(r"\b(?:sarjana|s) muda\b"), "sarmud"),
    (re.compile(r"\bmenengah (?:tingkat )?pertama\b"), "smppertama"),
    (re.compile(r"\bmenengah (?:tingkat |umum )?(?:atas|umum)\b"), "smaatas"),
    (re.compile(r"\bmenengah kejuruan\b"), "smkkejuruan"),
    (re.compile(r"\b(?:kejar )?paket ([abc])\b"), r"paket\1"),
    (re.compile(r"\bpasca sarjana\b"), "pascasarjana"),
)
_DEGREE = re.compile(rf"\b(strata|sarjana|s|diploma|d) ?({_NUMERAL})((?: (?:{_NUMERAL}))*)\b")


def _degree(found: re.Match[str]) -> str:
    letter = "d" if found[1] in ("d", "diploma") else "s"
    numbers = [_NUMBER[found[2]], *(_NUMBER[word] for word in found[3].split())]
    return " ".join(letter + number for number in numbers)


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[str, bool] | None:
    """The level and whether it was left unfinished; None when the words do not say one level."""
    folded = key(text)
    for pattern, word in _REWRITES:
        folded = pattern.sub(word, folded)
    words = _DEGREE.sub(_degree, folded).split()
    unfinished = any(word in _NOT for word in words)
    said = [word for word in words if word not in _NOT and word not in _FILLER]
    levels = {_LEVEL_OF[word] for word in said if word in _LEVEL_OF}
    if not said:
        return ("tidak_sd", False) if unfinished and _SCHOOL & set(words) else None
    if folded in ("buta huruf", "buta aksara"):
        return "tidak_sd", False
    if levels == {"sma", "smk"}:
        # One box of a form for both: the general school stands for the level.
        levels = {"sma"}
    if len(levels) != 1 or said[0] not in _LEVEL_OF:
        return None
    return levels.pop(), unfinished


def parse_education(raw: Any, notes: list[Note] | None = None) -> str | None:
    """A key of `EDUCATION`; None when nothing is said ("0" too). Left unfinished counts as the level below, noted.

    Bare codes are refused: lists number the levels differently.
    """
    if is_blank(raw, zero=True):
        return None
    text = unquoted(clean(raw))
    found = None if text.isdecimal() else _read(text)
    if found is None:
        raise Refused(
            "education-unknown", "Pendidikan ini belum kami kenal. Tulis contoh SD, SMP, SMA, SMK, D3, atau S1."
        )
    level, unfinished = found
    if not unfinished:
        return level
    if level != "sd":
        note(notes, "education-unfinished", f"Belum tamat kami catat sebagai {EDUCATION[_LOWER[level]]}.")
    return _LOWER[level]
