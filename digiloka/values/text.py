"""Text as people type it: cleaned, recognised as "nothing", folded for comparing, kept as a name or a note."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from digiloka.values.refusal import Note, Refused, note

LONGEST_NAME = 200

# Signs that take no room on paper but break comparing (and NUL, which PostgreSQL cannot store).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc"
    "\ud800-\udfff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
# Excel writes a control sign inside its XML as _xHHHH_; some readers hand that over as text.
# Two programs in a row escape it twice: _x005F_x000D_.
_XML_ESCAPE = re.compile(r"(?:_x005f)*_x(?:00[01][0-9a-f]|200b|feff)_", re.IGNORECASE)

# Only dashes, dots, stars, brackets: somebody filled the cell to say that there is nothing to fill in.
# The tick signs are not in here: they are answers.
_ONLY_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~‐-―−…·•¿¡«»“”‘’¬¨´¯]*")
_SHEET_ERROR = re.compile(
    r"#(?:REF!|N/?A!?|VALUE!|NILAI!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!|CONNECT!|BLOCKED!|UNKNOWN!"
    r"|GETTING_DATA|#+)|Err:\d{3}",
    re.IGNORECASE,
)
# Figures of other scripts and wide figures ("０８１２") as ours: every rule below reads 0 to 9. None stands higher.
_FIGURES = {
    point: str(unicodedata.decimal(sign))
    for point in range(128, 0x20000)
    if unicodedata.category(sign := chr(point)) == "Nd"
}
_ZERO = re.compile(r"0+(?:[.,]0+)?")
_FORMULA = re.compile(r"=\s*[+-]?(?:\$?[A-Za-z]{1,3}\$?\d+|[A-Za-z][A-Za-z.]*\(|'?[\w ]+'?!)")

_NOTHING = frozenset(
    {
        "n a", "nan", "null", "none", "nil", "nihil", "kosong", "blank", "undefined",
        "tidak ada", "tdk ada", "tak ada", "tidak ada data", "tidak ada isi", "belum ada", "blm ada",
        "belum ada data", "belum ada isi", "belum diisi", "blm diisi", "tidak diisi", "tdk diisi",
        "tidak mengisi", "tidak punya", "tdk punya", "tak punya", "belum punya", "blm punya",
        "tidak mempunyai", "belum mempunyai", "tidak memiliki", "tdk memiliki", "belum memiliki",
        "blm memiliki", "tidak tersedia", "belum tersedia", "tidak diketahui", "tdk diketahui",
        "belum diketahui", "tidak menjawab", "tidak dijawab", "tidak bersedia", "tidak terisi",
        "belum terisi", "belum terdata", "tidak terdata", "data tidak ada", "belum dipilih", "pilih",
        "pilih salah satu", "not available", "unknown", "tidak tahu", "tdk tahu", "kurang tahu", "belum tahu",
        "tidak ingat", "lupa", "tidak mau menjawab", "menolak menjawab",
    }
)  # fmt: skip
_NOTHING_OPENS = frozenset(phrase.partition(" ")[0] for phrase in _NOTHING) | {"na"}
# First words that end in a sign ("n/a", "kosong.", "belum-ada", "Err:502").
_ODD_NOTHING = re.compile(r"[A-Za-z]{1,9}[^A-Za-z\s]")

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_NOT_WORD_ANY = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['`´‘’ʼʻ′]")


def _as_text(raw: Any) -> str:
    """A cell that is not text, as a person would read it on the sheet."""
    if isinstance(raw, bool):
        return "ya" if raw else "tidak"
    if isinstance(raw, float):
        if raw != raw:  # NaN: how some readers hand over an empty number cell
            return ""
        return str(int(raw)) if raw.is_integer() and abs(raw) < 2**53 else repr(raw)
    if isinstance(raw, dt.datetime):
        plain = raw.time() == dt.time.min
        return raw.date().isoformat() if plain else raw.isoformat(sep=" ", timespec="seconds")
    if isinstance(raw, dt.date):
        return raw.isoformat()
    return str(raw)


def clean(raw: Any) -> str:
    """The cell as one line of text: invisible signs gone, every kind of blank one space, none at the ends.

    Numbers come without ".0", dates as ISO, None and NaN as "". Never refuses.
    """
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raw = _as_text(raw)
    if "_" in raw and ("_x" in raw or "_X" in raw):
        raw = _XML_ESCAPE.sub(" ", raw)
    if raw.isascii():
        return " ".join((raw if raw.isprintable() else _CONTROL.sub("", raw)).split())
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", raw)).translate(_FIGURES).split())


def unquoted(text: str) -> str:
    """Cleaned text without the apostrophe that Excel's "this is text" mark leaves behind in some exports."""
    return text[1:].lstrip() if text[:1] in ("'", "’", "‘", "`") else text


def is_sheet_error(raw: Any) -> bool:
    """Whether the cell holds a spreadsheet's own fault (`#REF!`, `#N/A`, `Err:502`): empty, but worth a word."""
    return isinstance(raw, str) and _SHEET_ERROR.fullmatch(raw.strip()) is not None


def is_blank(raw: Any, zero: bool = False) -> bool:
    """Whether the cell says "nothing": empty, only dashes or stars, a sheet fault, "belum ada", "n/a".

    A zero is a number and not blank, except where `zero=True` says that the column cannot mean it.
    A bare "tidak" or "belum" is an answer, not blank.
    """
    if raw is None:
        return True
    if isinstance(raw, str):
        return is_blank_text(clean(raw), zero)
    if isinstance(raw, float) and raw != raw:
        return True
    return zero and raw == 0 and not isinstance(raw, bool) and isinstance(raw, (int, float))


def is_blank_text(text: str, zero: bool = False) -> bool:
    """`is_blank` for text that `clean` has already seen."""
    if not text:
        return True
    first = text[0]
    if first.isdigit():
        return zero and first == "0" and _ZERO.fullmatch(text) is not None
    if first.isalpha():
        # Nearly every cell ends here: its first word opens none of the phrases for nothing.
        if text.partition(" ")[0].lower() not in _NOTHING_OPENS and not _ODD_NOTHING.match(text):
            return False
        return _says_nothing(text)
    text = unquoted(text)
    if _ONLY_SIGNS.fullmatch(text) or (zero and _ZERO.fullmatch(text)):
        return True
    return (first == "#" and _SHEET_ERROR.fullmatch(text) is not None) or _says_nothing(text)


def _says_nothing(text: str) -> bool:
    if len(text) > 40:
        return False
    if text == "NA" or _SHEET_ERROR.fullmatch(text):
        return True
    folded = key(text)
    # "Belum pilih komoditi", "-- Pilih Kelurahan --": the first line of a drop-down that nobody touched.
    untouched = folded.startswith(("belum pilih", "belum memilih")) or (text[0] in "-=<" and folded.startswith("pilih"))
    return untouched or folded in _NOTHING


def key(text: str) -> str:
    """Text folded for comparing: lower case, no accents or punctuation ("Jum'at, P-IRT" → "jumat p irt")."""
    if text.isascii():
        text = text.lower()
        if "'" in text or "`" in text:
            text = _APOSTROPHES.sub("", text)
        return _NOT_WORD.sub(" ", text).strip()
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", _INVISIBLE.sub("", text)))
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in _APOSTROPHES.sub("", folded) if not unicodedata.combining(sign))  # ŉ brings its own
    return _NOT_WORD_ANY.sub(" ", bare).strip()


def word_set(line: str) -> frozenset[str]:
    """The words of a line: our closed lists of spellings are written as lines."""
    return frozenset(line.split())


def parse_text(raw: Any, longest: int = 500, notes: list[Note] | None = None) -> str | None:
    """Free text of at most `longest` signs, blanks collapsed; None when the cell says nothing."""
    text = clean(raw)
    if is_blank_text(text):
        if is_sheet_error(raw):
            note(notes, "sheet-error", "Sel ini berisi tanda salah dari Excel dan kami anggap kosong.")
        return None
    if text[0] == "=" and _FORMULA.match(text):
        raise Refused("formula", "Sel ini berisi rumus, bukan isinya. Tulis isinya langsung, contoh keripik singkong.")
    if len(text) > longest:
        raise Refused(
            "text-long",
            f"Isi ini {len(text)} huruf, paling panjang {longest} huruf. Ringkas isinya, lalu kirim lagi.",
        )
    return text


# Three letters that stand alone. Inside other words it takes four in a row: "M A S Putra" may be initials.
_APART = re.compile(r"(?<!\S)[^\W\d_] [^\W\d_] [^\W\d_](?!\S)")
_APART_RUN = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")


def _joined(text: str) -> str:
    """ "M U T I" as "MUTI": letters set apart for looks, two or more blanks still parting the words."""
    words = []
    for group in re.split(r"\s{2,}", text):
        letters = group.split()
        if len(letters) >= 3 and all(len(letter) == 1 and letter.isalpha() for letter in letters):
            words.append("".join(letters))
        else:
            words.append(_APART_RUN.sub(lambda run: run[0].replace(" ", ""), " ".join(letters)))
    return " ".join(words)


def parse_name(raw: Any, notes: list[Note] | None = None) -> str | None:
    """The name of a person or a business (at most 200 signs) as written; None when the cell says nothing.

    Refused: a date, a formula, and anything without a letter. Letters set apart ("M U T I") are joined, noted.
    """
    if isinstance(raw, (dt.date, dt.time, dt.timedelta)):
        raise Refused(
            "name-date",
            "Excel mengubah nama ini menjadi tanggal. Ubah sel menjadi teks, lalu tulis namanya lagi.",
        )
    text = parse_text(raw, LONGEST_NAME, notes)
    if text is None:
        return None
    if isinstance(raw, bool) or not (text[0].isalpha() or any(map(str.isalpha, text))):
        raise Refused("name-letters", "Nama harus berisi huruf. Tulis nama yang biasa dipakai, contoh Warung 99.")
    if len(text) > 4 and " " in text and _APART.search(text):
        joined = _joined(_INVISIBLE.sub("", str(raw)).strip())
        if joined != text:
            note(notes, "name-spaced", "Huruf yang terpisah kami gabung, seperti M U T I menjadi MUTI.")
        text = joined
    return unquoted(text) if text[1:2].isdigit() else text
