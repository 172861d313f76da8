"""Answers from a short list: yes or no, sex, education, legal form. An unknown answer is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

from digiloka.values.education import EDUCATION, parse_education
from digiloka.values.legal_form import LEGAL_FORMS, parse_legal_form
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, key, unquoted, word_set

__all__ = [
    "EDUCATION",
    "LEGAL_FORMS",
    "Answer",
    "is_tick",
    "p_means_pria",
    "parse_answer",
    "parse_education",
    "parse_legal_form",
    "parse_sex",
]

Answer = Literal["ya", "tidak", "tidak_tahu", "proses"]

_YES_SIGNS = frozenset("✓✔☑√✅🗸ü")  # ü: the Wingdings tick once its font is lost
_NO_SIGNS = frozenset("✗✘☒❌×û")
_BOXES = frozenset({"[x]", "[X]", "(x)", "(X)"})
_EMPTY_BOX = frozenset("☐□")

_YES = word_set("ya y iya yes yep ok oke v true benar betul sudah sdh udah telah")
_NO = word_set("tidak tdk tak t tidk gak ga nggak enggak belum blm bukan no n x false non")
_HAVE = word_set(
    "ada punya mempunyai memiliki milik lengkap aktif tersedia jadi terbit keluar diisi terdaftar bersertifikat berizin"
    " berlaku"
)
_DOING = word_set(
    "proses diproses prosess process progress diurus pengurusan mengurus ngurus pengajuan diajukan"
    " mengajukan pendaftaran didaftarkan mendaftar daftar permohonan menunggu"
)
_KNOW = word_set("tahu tau mengetahui ingat yakin jelas")
_FORGOT = word_set("lupa ragu entah")
_FILLER = word_set(
    "dalam masih sedang lagi on in di dan saat ini kurang yang baru nya nomor no nib npwp halal pirt"
    " dlm sdg msh akan tahap perlu oss bpjph mui p irt bpom sni izin ijin usaha sertifikat merek hki iumk siup sku"
)
_UNWILLING = word_set("menjawab bersedia diisi dijawab terisi diketahui")
_ALL = _YES | _NO | _HAVE | _DOING | _KNOW | _FORGOT | _FILLER
# "Belum ada, masih proses" is under way, "belum dalam proses" is not.
_UNDER_WAY = re.compile(
    rf"(?<!belum )(?<!blm )(?<!tidak )(?<!tdk )(?<![a-z])(?:sedang|sdg|masih|msh|dalam|dlm) (?:{'|'.join(_DOING)})"
)
_CODE = re.compile(r"^\(?(?:[a-z]\d?|\d{1,2})\s*[.)\-:]\s*(?=[a-z])")


def _answer_refused() -> Refused:
    return Refused("answer-unknown", "Jawaban ini belum kami kenal. Tulis Ya, Tidak, Proses, atau Tidak tahu.")


def _sign(text: str) -> Answer | None:
    """A tick or a cross, with or without the sign that colours it."""
    if len(text) > 2:
        return None
    return "ya" if text[0] in _YES_SIGNS else "tidak" if text[0] in _NO_SIGNS else None


@lru_cache(maxsize=4096)
def _answer_text(text: str) -> Answer | None:
    """The answer in cleaned text: every word must be known, and yes and no must not both stand there."""
    if not text or text in _EMPTY_BOX:
        return None
    if text in _BOXES:  # a ticked box to one writer, a cross to another
        raise _answer_refused()
    if text in ("1", "0"):
        return "ya" if text == "1" else "tidak"
    if sign := _sign(text):
        return sign
    if "/" in text:
        # "Tidak/Belum" is one answer written twice, "Ya/Tidak" is the form's own text.
        answers = {_answer_text(part.strip()) for part in text.split("/") if part.strip()}
        if len(answers) != 1:
            raise _answer_refused()
        return answers.pop()
    said = key(_CODE.sub("", text.lower(), count=1)).split()
    known = set(said)
    # "no" is short for "nomor" and an English no; alone it is the answer.
    no = bool(known & (_NO - {"no"})) or said == ["no"]
    if not known or (no and known & _UNWILLING):
        return None
    if not known <= _ALL:
        raise _answer_refused()
    if known & _FORGOT or (known & _KNOW and (no or "kurang" in known)):
        return "tidak_tahu"
    if known & _DOING:
        return "tidak" if no and not _UNDER_WAY.search(text.lower()) else "proses"
    if no:
        if known & _YES:
            raise _answer_refused()
        return "tidak"
    if not known & (_YES | _HAVE):
        raise _answer_refused()
    return "ya"


def parse_answer(raw: Any, notes: list[Note] | None = None) -> Answer | None:
    """ya, tidak, tidak_tahu or proses; None when nothing is said (blank is never "tidak").

    A column coded 1/0 is understood; 1/2 coding is not guessed, so 2 is refused. An X is "tidak" (V/X), noted.
    """
    if raw is None or raw != raw:
        return None
    if isinstance(raw, bool):
        return "ya" if raw else "tidak"
    text = unquoted(clean(raw))
    if text.isdecimal() and text not in ("0", "1"):
        raise Refused("answer-code", "Angka ini belum jelas artinya. Tulis Ya atau Tidak.")
    try:
        answer = _answer_text(text)
    except Refused:
        if is_blank(text):
            return None
        raise
    if answer == "tidak" and text in "xX":
        note(notes, "answer-cross", "Tanda X kami baca sebagai tidak.")
    return answer


def is_tick(raw: Any) -> bool:
    """Whether the cell only claims ("v", "✓", "ada", "ya", True) where a number might stand."""
    if raw is True:
        return True
    if not isinstance(raw, str) or len(raw) > 40:
        return False
    try:
        return not raw.strip().isdecimal() and parse_answer(raw) == "ya"
    except Refused:
        return False


_MEN = word_set("l lk lki laki lakilaki laki2 pria cowok cowo male man lelaki lel")
_WOMEN = word_set("p pr prp prm perempuan wanita w wn wnt cewek female f woman perempun prempuan")


@lru_cache(maxsize=1024)
def _sex_words(text: str) -> frozenset[str]:
    sexes = set()
    for word in key(_CODE.sub("", text.lower(), count=1)).split():
        sexes.add("L" if word in _MEN else "P" if word in _WOMEN else "?")
    return frozenset(sexes)


def parse_sex(raw: Any, notes: list[Note] | None = None, p_is_pria: bool = False) -> Literal["L", "P"] | None:
    """L (man) or P (woman); None when nothing is said. 1 and 2 are the codes of the BPS forms (SE2026 12b), noted.

    `p_is_pria`: the column also writes W, so its P is "pria" (see `p_means_pria`).
    """
    if is_blank(raw, zero=True):
        return None
    text = unquoted(clean(raw))
    if text in ("1", "2"):
        note(notes, "sex-code", "Kode 1 kami baca sebagai laki-laki dan 2 sebagai perempuan.")
        return "L" if text == "1" else "P"
    if p_is_pria and key(text) == "p":
        return "L"
    sexes = _sex_words(text)
    if sexes == {"L"}:
        return "L"
    if sexes == {"P"}:
        return "P"
    raise Refused("sex-unknown", "Jenis kelamin ini belum kami kenal. Tulis L untuk laki-laki atau P untuk perempuan.")


def p_means_pria(values: Iterable[Any]) -> bool:
    """Whether P stands for "pria" in a column: it also writes W (wanita), and never L (laki-laki)."""
    seen = {key(clean(value)) for value in values if isinstance(value, str) and len(value) < 8}
    return "w" in seen and not seen & {"l", "lk", "laki", "pr", "prp"}
