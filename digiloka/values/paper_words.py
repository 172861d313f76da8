"""What words in a licence column say of the paper: under way, run out, not yet. A year beside them is no number."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from digiloka.values.answers import Answer, parse_answer
from digiloka.values.refusal import Refused
from digiloka.values.text import clean, word_set

_MONTHS = (
    r"jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu?s?t?(?:ustus)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|des(?:ember)?"
)
# Whole words that say when or how often, never a paper's number.
_WHEN = re.compile(
    rf"(?:thn?|tahun|tgl|tanggal|bln|bulan|sejak|per|pd|pada|ke|kali|dr|dari|{_MONTHS}"
    r"|ke-?\d{1,2}|\d{1,3}x?|(?:19|20)\d\d(?:[-/](?:19|20)\d\d)?|(?:th|thn|tahun)\.?(?:19|20)\d\d"
    r"|\d{1,2}[-./](?:\d{1,2}[-./])?(?:19|20)?\d\d|(?:19|20)\d\d-\d\d?-\d\d?)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[-./ ](\d{1,2})[-./ ]((?:19|20)\d\d)(?!\d)")
_PARTED = re.compile(r"[\s()\[\],;:]+|(?<=[a-z])[./-]+(?=\d|\s|$)")

_NOT = r"(?:tidak|tdk|tak|gak?|nggak|enggak|belum|blm)"
_DOING = (
    r"(?:di)?pro[sc]ess?|di?urus|peng?urus(?:an)?|mengurus|ngurus|urus|pengajuan|diajukan|mengajukan|pe?rmohonan"
    r"|pendaftaran|didaftarkan|mendaftar|daftar|menunggu|(?:di)?perpanjang(?:an)?"
)
_UNDER_WAY = r"(?:sedang|sdg|sdang|masih|msh|dalam|dlm|lagi|lg|on|tahap)"
_EXPIRED = "k[ae]da?l[ua]{0,3}w?[ua]{0,3}rsa|expired?"
_OVER = (
    rf"habis|mati|{_EXPIRED}|hangus|dicabut|non ?-?aktif|{_NOT}\s+(?:lagi\s+)?(?:berlaku|aktif)"
    rf"|{_NOT}\s+(?:di)?perpanjang|lewat\s+(?:masa|waktu)"
)
_UNTIL = r"exp\b|berakhir|(?:berlaku|aktif)\s*:?\s*(?:s/d|s\.d\.?|sd|sampai|hingga|smp)"
_SAYS = re.compile(
    r"(?<![a-z])(?:(?:sudah|sdh|udah|telah|masa\s+berlaku(?:nya)?)\s+)*"
    rf"(?:(?P<alive>(?:belum|blm|tidak|tdk)\s+(?:habis|mati|{_EXPIRED}))"
    rf"|(?P<doing>(?<!belum )(?<!blm )(?<!tidak )(?<!tdk ){_UNDER_WAY}\s+(?:{_UNDER_WAY}\s+)?(?:{_DOING}))"
    rf"|(?P<over>(?:{_OVER})(?:\s+lagi|\s+masa\s+berlaku(?:nya)?)*)|(?P<until>{_UNTIL})"
    r"|(?P<lost>hilang|tercecer|rusak|terbakar)"
    rf"|(?P<planned>belum|blm|rencana|berencana|direncanakan|menyusul)|(?P<busy>{_DOING})"
    rf"|(?P<wanted>akan|mau|ingin))(?![a-z])"
)
# How the words above begin: a number without any of these ("ID3211…", "SKU 500/12") is not searched for them.
_WORD = re.compile(r"[a-z]{3,}")
_OPENS = word_set(
    "aka akt bel ber blm daf dal dia dic did dip dir diu dlm eng exp gak hab han hil ing kad ked lag lew mas mat mau"
    " men msh ngg ngu non pen per prm pro ren rus sda sdg sdh sed sud tak tdk tel ter tid uda uru"
)
_LONGEST = 200  # signs of a cell that are searched; longer ones are letters, not answers
_MOST_IN_PLAIN = 10  # figures beside a plain answer: a day and a count
_RANKS = ("alive", "doing", "over", "until", "lost", "planned", "busy", "wanted")
_AT_LEAST = 9  # figures after the words; fewer are a register's or a queue's number
_AT_LEAST_BEFORE = 4
_LABEL = re.compile(r"^(?:no|nomor|nib|izin|ijin|sertifikat|halal|p-?irt|pirt|sni|bpom|merek)[\s.:]*$")


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of a cell say: `status`, what of the cell may be the number, and `over`: it ran out."""

    status: Answer
    number: str | None = None
    over: bool = False


def is_worded(text: str) -> bool:
    """Whether the text speaks of a paper's state ("proses", "habis") instead of being its number."""
    lower = text[:_LONGEST].lower()
    return _may_speak(lower) and any(not _is_label(lower, one) for one in _SAYS.finditer(lower))


def says_no_more(text: str) -> bool:
    """Whether nothing stands in the text but a paper's state and when it was so: "mati 2022", not "Mati Rasa"."""
    lower = text[:_LONGEST].lower()
    words = _PARTED.split(_SAYS.sub(" ", lower)) if _SAYS.search(lower) else [lower]
    return all(not word or _WHEN.fullmatch(word.strip(".")) for word in words)


def figures_in(text: str) -> int:
    """How many figures stand in the text, years and days not counted."""
    words = (word for word in re.split(r"[\s()\[\],;]+", text.lower()) if not _WHEN.fullmatch(word.strip(".:")))
    return _figures("".join(words))


def said_of_paper(text: str, today: dt.date) -> Said | None:
    """What a cell with words and figures says of a paper; None when no word of it tells.

    A paper that is lost is refused: whether it still counts nobody can know from the cell.
    """
    text = clean(text)
    lower = text[:_LONGEST].lower()
    found = list(_SAYS.finditer(lower)) if _may_speak(lower) else []
    kinds = {str(one.lastgroup): one for one in found}
    if not kinds.keys() & {"doing", "over"} and (answer := _plain_answer(lower)):
        return Said(answer)
    if not found or not (_figures(lower) or says_no_more(lower)):
        return None  # words that nobody knows, and no figures to mistake for a number: asked about
    kind = next(rank for rank in _RANKS if rank in kinds)
    if kind == "lost":
        raise Refused("licence-lost", "Surat ini tertulis hilang atau rusak. Tulis nomornya, atau Ya, atau Tidak.")
    if all(_is_label(lower, one) for one in found):
        return None
    over = kind in ("over", "until") and _is_over(lower[kinds[kind].end() :], today, kind == "over")
    if over is None:
        status: Answer = "tidak_tahu"
    elif kind in ("over", "until"):
        status = "tidak" if over else "ya"
    else:
        status = "ya" if kind == "alive" else "proses" if kind in ("doing", "busy") else "tidak"
    return Said(status, _number(text, found[0].start(), found[-1].end()), bool(over))


def _may_speak(lower: str) -> bool:
    return any(word[:3] in _OPENS for word in _WORD.findall(lower))


def _plain_answer(lower: str) -> Answer | None:
    """ "Sudah (2024)", "tdk ada/2024": an answer once the words that say when are taken away."""
    if _figures(lower) > _MOST_IN_PLAIN:
        return None
    words = [word for word in _PARTED.split(lower) if word]
    left = [word for word in words if not _WHEN.fullmatch(word.strip("."))]
    if not left or len(left) == len(words) or not any(map(str.isalpha, "".join(left))) or left == ["no"]:
        return None
    try:
        return parse_answer(" ".join(left))
    except Refused:
        return None


def _is_label(lower: str, word: re.Match[str]) -> bool:
    """ "No. Pendaftaran IDM000984301": the name of the number, not an answer."""
    return word[0] in ("pendaftaran", "daftar") and _figures(lower[word.end() :]) >= _AT_LEAST


def _is_over(rest: str, today: dt.date, told: bool) -> bool | None:
    """Whether the day named behind the words is past; `told` where no day stands. None: this year, no day told."""
    if day := _DAY.search(rest):
        try:
            return dt.date(int(day[3]), int(day[2]), int(day[1])) < today
        except ValueError:
            return None
    if not (year := _YEAR.search(rest)):
        return told
    return None if int(year[0]) == today.year else int(year[0]) < today.year


def _number(text: str, start: int, end: int) -> str | None:
    """What may be a number before the first or behind the last of the words."""
    for part, least in ((text[:start], _AT_LEAST_BEFORE), (text[end:], _AT_LEAST)):
        words = [word for word in re.split(r"[\s()\[\],;]+", part) if word]
        kept = [word for word in words if not _WHEN.fullmatch(word.lower().strip(".:"))]
        while kept and _LABEL.fullmatch(kept[0].lower()):
            kept = kept[1:]
        if _figures("".join(kept)) >= least:
            return " ".join(kept).strip(" :.-/")
    return None


def _figures(text: str) -> int:
    return sum(map(str.isdigit, text))
