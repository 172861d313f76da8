"""Legal forms (bentuk badan usaha) after the list of SE2026 question 11a, folded to what a small business can be."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, key, unquoted

LEGAL_FORMS: dict[str, str] = {
    "pt": "PT",
    "pt_perorangan": "PT perorangan",
    "cv": "CV",
    "firma": "Firma",
    "koperasi": "Koperasi",
    "yayasan": "Yayasan",
    "bumdes": "BUM Desa",
    "persekutuan_perdata": "Persekutuan perdata",
    "perum": "Perum atau Perumda",
    "perorangan": "Perorangan (bukan badan usaha)",
    "lainnya": "Lainnya",
}

_FORM_OF = {
    spelling: form
    for form, spellings in {
        "pt": "pt|perseroan terbatas|perseroan|pt perseroan terbatas|persero|pt persekutuan modal|pt biasa",
        "pt_perorangan": "pt perorangan|pt perseorangan|pt orang perorangan|perseroan perorangan|perseroan perseorangan"
        "|perseroan terbatas perorangan|perseroan terbatas perseorangan|pt pribadi",
        "cv": "cv|persekutuan komanditer|perseroan komanditer|commanditaire vennootschap|komanditer",
        "firma": "firma|fa|persekutuan firma",
        "koperasi": "koperasi|kud|ksu|ksp|kopkar|kop|kdkmp|kdmp|kkmp",
        "yayasan": "yayasan",
        "bumdes": "bumdes|bum desa|badan usaha milik desa|bumdesa|bumdesma|bumkal|bumkam|bumnag",
        "persekutuan_perdata": "persekutuan perdata|maatschap",
        "perum": "perum|perumda|perum atau perumda|perusahaan umum|perusahaan umum daerah|perusahaan daerah",
        "perorangan": "perorangan|perseorangan|orang perorangan|orang perseorangan|po|ud|usaha dagang|usaha perorangan"
        "|usaha perseorangan|perusahaan perorangan|perusahaan perseorangan|individu|individual"
        "|pribadi|usaha pribadi|usaha sendiri|milik pribadi|bukan badan usaha|bukan badan hukum|non badan usaha"
        "|non badan hukum|tidak berbadan usaha|tidak berbadan hukum|belum berbadan usaha|belum berbadan hukum"
        "|tidak ada badan usaha|tidak ada badan hukum|belum ada badan usaha|belum ada badan hukum|tanpa badan usaha"
        "|tanpa badan hukum|tdk berbadan hukum|blm berbadan hukum|tdk berbadan usaha|blm berbadan usaha"
        "|rumah tangga|industri rumah tangga|usaha rumah tangga|home industry|usaha rumahan|irt",
        "lainnya": "lainnya|lain lain|lain|kelompok|kelompok usaha|kelompok usaha bersama|kub|kube|kelompok tani"
        "|poktan|gapoktan|perkumpulan|asosiasi|paguyuban|dana pensiun|bumn|bumd|asing|badan usaha asing|nv",
    }.items()
    for spelling in spellings.split("|")
}
# A form may be followed by the business's own name ("CV. Sinar Laut"); longer words are not taken that far.
_BEFORE_NAME = frozenset({"pt", "cv", "ud", "fa", "po", "firma", "koperasi", "yayasan", "bumdes"})
_CODE = re.compile(r"^\(?(?:[a-z]\d?|\d{1,2}[a-z]?)\s*[.)\-:]\s*(?=[a-z]{2})")
_BRACKET = re.compile(r"\s*\([^)]*\)")


# Investment offices write where the money comes from into the same column.
_CAPITAL_SOURCES = frozenset({"pmdn", "pma", "non pma pmdn", "non pmdn", "non pma", "pmdn pma", "pma pmdn"})


@lru_cache(maxsize=1024)
def _read(text: str) -> str | None:
    lowered = _CODE.sub("", text.lower(), count=1)
    # Dots inside an abbreviation are no word ends ("P.T.", "C.V").
    folded = key(re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", lowered))
    if found := _FORM_OF.get(folded) or _FORM_OF.get(key(_BRACKET.sub("", lowered))):
        return found
    words = folded.split()
    others = {_FORM_OF[word] for word in words if word in _FORM_OF}
    if len(words) > 1 and words[0] in _BEFORE_NAME and len(others) == 1:
        return _FORM_OF[words[0]]
    return None


def parse_legal_form(raw: Any, notes: list[Note] | None = None) -> str | None:
    """A key of `LEGAL_FORMS`; None when nothing is said. UD and PO are a person's business: "perorangan"."""
    if is_blank(raw, zero=True):
        return None
    text = unquoted(clean(raw))
    if key(text) in ("pd", "perusahaan dagang"):
        note(notes, "legal-form-pd", "PD kami baca sebagai perusahaan dagang milik perorangan.")
        return "perorangan"
    if key(text) in _CAPITAL_SOURCES:
        note(notes, "legal-form-capital", "Isi ini asal modal, bukan bentuk usaha. Kami kosongkan.")
        return None
    found = _read(text)
    if found is None:
        raise Refused(
            "legal-form-unknown", "Bentuk usaha ini belum kami kenal. Tulis contoh Perorangan, CV, PT, atau Koperasi."
        )
    return found
