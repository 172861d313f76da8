"""Email addresses, with a proposal where the usual slip is visible ("gmailcom")."""

from __future__ import annotations

import re
from typing import Any

from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, key, unquoted

LONGEST_EMAIL = 254

_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
)
_NOTHING = frozenset(
    {"iumk", "tidak", "tdk", "belum", "blm", "tidak ada", "ada", "no", "none", "nihil", "gak ada", "ga ada", "email",
     "e mail", "tidak ada email", "belum ada email", "tidak punya email", "belum punya email", "x", "tidak aktif"}
)  # fmt: skip
_PROVIDERS = ("gmail", "yahoo", "ymail", "hotmail", "outlook", "icloud", "rocketmail", "live")
_SLIPS = {"gmial": "gmail", "gamil": "gmail", "gmal": "gmail", "gmai": "gmail", "gmaill": "gmail", "gnail": "gmail",
          "gmil": "gmail", "gimail": "gmail", "yaho": "yahoo", "yahooo": "yahoo"}  # fmt: skip
_PROVIDER_END = re.compile(
    rf"^(?P<who>[^@\s]+?)[@\s.,]*(?P<where>{'|'.join(_PROVIDERS)})[\s.,]*(?P<end>com|co\.?id|id)?$"
)
_BROKEN_ENDS = frozenset({"con", "cim", "vom", "comm", "co", "cm", "om"})
_SEVERAL = re.compile(r"\s*[;,|]\s*|\s+/\s+|\s+(?:atau|dan)\s+")
_LOOSE = re.compile(r"\s*([@.])\s*")
_WRAPPED = re.compile(r"^(?:mailto:)?<?(.*?)>?$")
_EXAMPLE = "Tulis contoh nama@gmail.com."


def _proposal(text: str) -> str | None:
    """How the end was probably meant. Only the end: messages may be kept where addresses must not stand."""
    found = _PROVIDER_END.match(text.replace(" ", ""))
    if not found or not found["who"].strip(".@,"):
        return None
    end = {"coid": "co.id", "co.id": "co.id", "id": "co.id"}.get(found["end"] or "com", "com")
    return f"@{found['where']}.{end}"


def _refused(text: str) -> Refused:
    proposal = _proposal(text)
    if proposal:
        return Refused("email-slip", f"Alamat email ini belum lengkap. Mungkin belakangnya {proposal}.")
    if "@" not in text:
        return Refused("email-shape", f"Alamat email harus memakai tanda @. {_EXAMPLE}")
    return Refused("email-shape", f"Alamat email ini belum lengkap. {_EXAMPLE}")


def _unwrapped(text: str, notes: list[Note] | None) -> str:
    """The first whole address of a cell, without what people set around it."""
    parts = [part for part in _SEVERAL.split(text) if "@" in part]
    if len(parts) > 1:
        note(notes, "email-several", "Ada lebih dari satu alamat email. Kami catat yang pertama.")
        text = parts[0]
    text = _WRAPPED.sub(r"\1", _LOOSE.sub(r"\1", text).strip(" .,;:"))
    if len(text) > LONGEST_EMAIL or not _ADDRESS.fullmatch(text):
        raise _refused(text)
    return text


def parse_email(raw: Any, notes: list[Note] | None = None) -> str | None:
    """An email address in lower case; None when the cell says nothing or holds a word for nothing ("iumk").

    Blanks beside @ and dots are dropped; of several addresses the first is taken, with a note. A likely slip is
    refused with the proposal.
    """
    if is_blank(raw, zero=True):
        return None
    text = unquoted(clean(raw)).lower()
    if len(text) > LONGEST_EMAIL or not _ADDRESS.fullmatch(text):
        if key(text) in _NOTHING:
            return None
        text = _unwrapped(text, notes)
    domain = text.rpartition("@")[2]
    name, _, rest = domain.partition(".")
    if name in _SLIPS or (name in _PROVIDERS and rest in _BROKEN_ENDS):
        better = f"{_SLIPS.get(name, name)}.{'com' if rest in _BROKEN_ENDS else rest}"
        note(notes, "email-typo", f"Alamat email memakai {domain}. Mungkin maksudnya {better}.")
    return text
