"""What a path of headings names: the child alone, the child with its parent, or the parent for all its children."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digiloka.imports.columns.lexicon import ANOTHER, UNKNOWN, Match, look_up, match_of
from digiloka.imports.columns.paths import Label
from digiloka.imports.columns.several import meant_by, one_thing, shared_by, things_of
from digiloka.imports.columns.turning import turned_from_above
from digiloka.imports.columns.words import Heading, read_heading
from digiloka.values.text import word_set

# Children that say nothing without their parent.
_GENERIC = word_set(
    "no nama tanggal jumlah jenis alamat ada tidak belum status keterangan lainnya kode judul nilai satuan"
    " tetap lepas laki perempuan l p ya volume kapasitas bulan tahun dibayar lain sendiri luar kantor rumah"
)
_OWNER = word_set("pemilik pengelola ketua penanggung pimpinan")
_BUSINESS = word_set("usaha perusahaan proyek toko industri workshop produksi")
_SHOPS = word_set("pabrik outlet kios gerai warung studio galeri kedai lapak bengkel los stan irt upi")
_PERSON = word_set("identitas pribadi perorangan ktp domisili rumah")
_COUNTED = word_set("pekerja tetap lepas dibayar")
_SEX = {"l": "laki", "p": "perempuan"}
_SEXES = {"l": "workers_male", "laki": "workers_male", "p": "workers_female", "perempuan": "workers_female"}
_EITHER = re.compile(r"(?:ada|ya|y|v|sudah|punya|memiliki)(?:atau)?(?:tidak|tdk|t|x|belum|blm)(?:ada|punya)?")
_PLACE = word_set("address province city district village rt rw rt_rw village_rt_rw postal_code")
_MADE = ("production_capacity", "production_value")


@dataclass(frozen=True, slots=True)
class Named:
    """What the heading names. `of`: owner or business when parent or word says whose place it is."""

    match: Match
    unit: int | None = None
    period: str | None = None
    year: int | None = None
    of: str | None = None
    part: str | None = None
    words: str = ""

    @property
    def score(self) -> float:
        return self.match.score


def name_of(path: Sequence[Label]) -> Named:
    """The best reading of a path of labels, from the parents down to the child."""
    if not path:
        return Named(UNKNOWN)
    headings = [read_heading(label.text) for label in path]
    plain = _without_several(path)
    named = _of_many([read_heading(label.text) for label in plain], plain)
    *above, own = headings
    if any(turned_from_above(one.full.split(), own.full.split(), key) for one in above for key in named.match.fields):
        named = replace(named, match=ANOTHER)
    if not named.match.known:
        named = replace(named, match=one_thing(path[-1].text))
    return replace(
        named,
        match=_paid_or_made(named.match, headings),
        unit=_last(heading.unit for heading in headings),
        period=_last(heading.period for heading in headings),
        year=_last(heading.year for heading in headings),
    )


def _without_several(path: Sequence[Label]) -> Sequence[Label]:
    """A child of a parent that names several things is the one it says, else a part of what they share."""
    *above, child = path
    things = things_of(above[-1].text) if above else ()
    if not things:
        return path
    if meant := meant_by(child.text, things):
        return [*above[:-1], Label(meant)]
    shared = shared_by(things)
    return [*above[:-1], replace(above[-1], text=shared), child] if shared else path


def _paid_or_made(match: Match, headings: Sequence[Heading]) -> Match:
    """A capacity is never paid: in rupiah it is the production's value. A parent's "(Rp)" may be meant for another of
    its children, and "nilai" may be a number of things: there the columns beside decide."""
    if match.fields != _MADE[:1]:
        return match
    own, paid = headings[-1], any(heading.rupiah for heading in headings)
    worth = "nilai" in own.words.split()
    if own.rupiah or (paid and (worth or not own.words)):
        return replace(match, fields=_MADE[1:])
    if paid or worth:
        return Match(_MADE[::-1] if paid else _MADE, min(match.score, 0.9))
    return match


def _last(values):  # type: ignore[no-untyped-def]
    """The innermost that says anything; a parent's "(Rp)" must not hide a child's "(Rp.000)"."""
    told = [value for value in values if value is not None]
    return max(told) if told and isinstance(told[0], int) and told[0] < 1900 else (told[-1] if told else None)


def _of_one(heading: Heading) -> Named:
    tokens = set(heading.full.split())
    of = "owner" if tokens & word_set("pemilik domisili ktp") else "business" if "usaha" in tokens else None
    match = match_of(heading)
    if match.fields and match.fields[0] in _PLACE and of == "owner":
        match = Match(("owner_address",), match.score) if match.fields[0] == "address" else Match((), match.score)
    elif match.fields == ("address",) and tokens & (_BUSINESS | _SHOPS):
        match = Match(("business_address",), match.score)
    return Named(match, of=of, words=heading.words)


def _of_many(headings: Sequence[Heading], path: Sequence[Label]) -> Named:
    child, parents = headings[-1], [heading for heading in headings[:-1] if heading.words]
    if not parents:
        return _of_one(child)
    parent = parents[-1]
    if not child.words:
        return _of_one(parent)
    special = _of_pair(parent, child)
    if special is not None:
        return special
    together = _together(parents, child)
    alone = match_of(child)
    of = _whose(parents)
    generic = set(child.words.split()) <= _GENERIC
    if together.known and (together.score >= 0.93 or generic or not alone.known):
        return Named(_placed(together, of), of=of, words=f"{parent.words} {child.words}")
    if alone.known:
        return Named(_placed(alone, of), of=of, words=child.words)
    above = match_of(parent)
    if above.known and any(label.spans for label in path[:-1]):
        return Named(Match(above.fields, above.score * 0.6), of=of, words=parent.words)
    return Named(UNKNOWN, of=of, words=child.words)


def _of_pair(parent: Heading, child: Heading) -> Named | None:
    """Pairs that mean something of their own: channels of marketing, ticked L | P, "ada | tidak"."""
    above = match_of(parent)
    first = above.fields[0] if above.fields and above.score >= 0.9 else None
    if first == "marketing":
        return Named(Match(("marketing",), 0.9), words=f"{parent.words} {child.words}")
    if first == "sex" and child.words in ("l", "laki", "p", "perempuan"):
        return Named(Match(("sex",), 0.95), part="L" if child.words[0] == "l" else "P", words=parent.words)
    if first == "workers_total" and child.words in _SEXES:
        return Named(Match((_SEXES[child.words],), 0.93), words=f"{parent.words} {child.words}")
    if first in ("nib", "pirt", "halal", "bpom", "sni", "npwp", "licence", "brand"):
        if _EITHER.fullmatch(child.squeezed) or child.words in ("ada", "punya", "sudah") or child.full in ("ada", "ya"):
            return Named(Match((first,), 0.9), part="flag", words=parent.words)
        if child.words in ("tidak", "belum", "tidak ada", "belum ada"):
            return Named(Match((), 0.9), words=f"{parent.words} {child.words}")
    return None


def _together(parents: Sequence[Heading], child: Heading) -> Match:
    """Parent and child read as one name, in either order, with one or all parents."""
    chains = [[parents[-1].words], [parent.words for parent in parents]]
    word = child.words
    if word in _SEX and any(_COUNTED & set(parent.words.split()) for parent in parents):
        word = _SEX[word]
    best = UNKNOWN
    for chain in chains:
        for words in (" ".join([*chain, word]), " ".join([word, *chain])):
            found = look_up(_without_repeats(words))
            if found.score > best.score:
                best = found
    return best


def _without_repeats(words: str) -> str:
    kept: list[str] = []
    for word in words.split():
        if word not in kept:
            kept.append(word)
    return " ".join(kept)


def _whose(parents: Sequence[Heading]) -> str | None:
    tokens = {token for parent in parents for token in parent.words.split()}
    if tokens & _OWNER:
        return "owner"
    if tokens & _BUSINESS:
        return "business"
    return "owner" if tokens & _PERSON else None


def _placed(match: Match, of: str | None) -> Match:
    """Names and places under a parent that says whose they are."""
    if of is None or not match.fields:
        return match
    first = match.fields[0]
    if set(match.fields) == {"owner_name", "business_name"}:
        return Match(("owner_name" if of == "owner" else "business_name",), 0.95)
    if of == "owner" and first in _PLACE:
        return Match(("owner_address",), match.score) if first == "address" else Match((), match.score)
    if of == "business" and first == "address":
        return Match(("business_address",), match.score)
    return match
