"""From headings and contents to fields: one guess per column, made in the light of all the others."""

from __future__ import annotations

from collections.abc import Iterable

from digiloka.imports.columns import blocks, proposals
from digiloka.imports.columns.content import Profile
from digiloka.imports.columns.doubts import Doubt, decide
from digiloka.imports.columns.heading_rows import Headings
from digiloka.imports.columns.layout import ColumnGuess
from digiloka.imports.columns.lexicon import Match
from digiloka.imports.columns.naming import Named
from digiloka.imports.columns.pairs import is_name, is_names, pair_of
from digiloka.imports.columns.paths import joined
from digiloka.imports.workbook import column_letter
from digiloka.registry.fields import BY_KEY
from digiloka.values.text import word_set

_NO_NAME = Named(proposals.UNKNOWN)
_WORKERS = ("workers_male", "workers_female", "workers_total")
_BODIES = word_set("kelompok kub koperasi sentra lembaga")
_GROUPS = _BODIES - {"koperasi"}  # of whose members alone the rows themselves are told
_EACH_HIS, _SHARED = 0.8, 0.5  # names per cell: everybody's own, and those of groups
_ENOUGH = 6
_TICKED = 0.6  # of the cells, from which a column is the half of a pair that only ticks


def guess_columns(
    headings: Headings, profiles: dict[int, Profile], until: int | None = None
) -> list[ColumnGuess]:
    """One guess for every column with a heading or data, in the sheet's order; from column `until` on another table
    stands, whose columns mean nothing here."""
    indexes = sorted({*headings.paths, *(index for index, profile in profiles.items() if profile.filled)})
    every = [ColumnGuess(column_letter(index), index, joined(headings.paths.get(index, ()))) for index in indexes]
    guesses = [guess for guess in every if until is None or guess.index < until]
    _guess(guesses, headings, profiles)
    return every


def _guess(guesses: list[ColumnGuess], headings: Headings, profiles: dict[int, Profile]) -> None:
    indexes = [guess.index for guess in guesses]
    if not headings.rows:
        proposals.propose(guesses, profiles)
        return
    named = {index: headings.named.get(index, _NO_NAME) for index in indexes}
    _set_groups_apart(guesses, named, profiles)
    _set_pairs_apart(guesses, headings, named)
    _take_certain(guesses, named)
    _settle_doubts(guesses, named, profiles)
    _last_resorts(guesses, named)
    _look_inside(guesses, profiles)
    _workers_without_parent(guesses, named, profiles)
    blocks.tell_owner_from_business(guesses)
    proposals.fill_gaps(guesses, named, profiles)
    _finish(guesses, named, profiles)


def _certain(guesses: Iterable[ColumnGuess]) -> set[str]:
    return {key for guess in guesses for key in (guess.field, *(guess.pair or ())) if key}


def _set_pairs_apart(guesses: list[ColumnGuess], headings: Headings, named: dict[int, Named]) -> None:
    """A heading that names two things gives its column to neither of them. Of two names, one that has a column of its
    own is not the one meant here."""
    for guess in guesses:
        path = headings.paths.get(guess.index)
        pair = pair_of(path[-1].text, _sure_elsewhere(guess, named)) if path else None
        if pair and not (is_names(pair) and _told_elsewhere(guess, named)):
            guess.pair, name = pair, named[guess.index]
            guess.unit, guess.period = name.unit, name.period
            named[guess.index] = Named(Match((), 0.9), words=name.words)


def _set_groups_apart(guesses: list[ColumnGuess], named: dict[int, Named], profiles: dict[int, Profile]) -> None:
    """The sentra or group that several owners of the list belong to is no name of their businesses."""
    owners = [profiles.get(index, Profile()) for index, name in named.items() if name.match.fields == ("owner_name",)]
    if not any(profile.variety > _EACH_HIS for profile in owners):
        return
    for guess in guesses:
        name, profile = named[guess.index], profiles.get(guess.index, Profile())
        shared = profile.filled >= _ENOUGH and profile.variety < _SHARED
        if name.match.fields == ("business_name",) and shared and _GROUPS.intersection(name.words.split()):
            named[guess.index] = Named(Match((), 0.9), words=name.words)


def _sure_elsewhere(guess: ColumnGuess, named: dict[int, Named]) -> frozenset[str]:
    others = (name.match for index, name in named.items() if index != guess.index)
    return frozenset(match.fields[0] for match in others if len(match.fields) == 1 and not match.last_resort)


def _told_elsewhere(guess: ColumnGuess, named: dict[int, Named]) -> bool:
    return any(
        index != guess.index and name.score >= 0.9 and name.match.fields and is_name(name.match.fields[0])
        for index, name in named.items()
    )


def _take_certain(guesses: list[ColumnGuess], named: dict[int, Named]) -> None:
    for guess in guesses:
        name = named[guess.index]
        guess.of, guess.part = name.of, name.part
        if len(name.match.fields) == 1 and not name.match.last_resort:
            guess.field, guess.confidence = name.match.fields[0], name.score


def _settle_doubts(guesses: list[ColumnGuess], named: dict[int, Named], profiles: dict[int, Profile]) -> None:
    # What "usaha" holds is seen in its cells alone, and a bare "nama" beside it is read in its light.
    for guess in sorted(guesses, key=lambda guess: "business_name" not in named[guess.index].match.fields[:1]):
        name = named[guess.index]
        if len(name.match.fields) > 1:
            profile = profiles.get(guess.index, Profile())
            beside = [other.match.fields for index, other in named.items() if index != guess.index]
            beside += [other.pair for other in guesses if other.pair]
            doubt = Doubt(name.words, name.match.fields, profile, _certain(guesses), beside)
            guess.field, confidence = decide(doubt)
            guess.confidence = confidence * name.score / 0.9


def _last_resorts(guesses: list[ColumnGuess], named: dict[int, Named]) -> None:
    for guess in guesses:
        name = named[guess.index]
        if name.match.last_resort and name.match.fields[0] not in _certain(guesses):
            guess.field, guess.confidence = name.match.fields[0], name.score


def _look_inside(guesses: list[ColumnGuess], profiles: dict[int, Profile]) -> None:
    """What the cells say against the heading: a "keterangan" or "kategori" of nothing but mikro, kecil, menengah."""
    for guess in guesses:
        profile = profiles.get(guess.index, Profile())
        grouped = profile.filled >= 3 and profile.distinct <= 8 and profile.share("scale") > 0.8
        if guess.field in ("notes", "sector", "legal_form", "status") and grouped:
            guess.field, guess.confidence = "scale_as_written", 0.8
        elif guess.field == "phone" and profile.filled >= 5 and profile.share("person") > 0.8:
            free = "owner_name" not in _certain(guesses)
            guess.field, guess.confidence = ("owner_name", 0.6) if free else (None, 0.0)
        elif guess.field == "row_number" and profile.filled >= 5 and profile.share("phone") > 0.7:
            guess.field, guess.confidence = "phone", 0.6
        elif guess.field in ("rt", "rw") and profile.filled >= 3 and profile.share("rt_rw") > 0.7:
            guess.field, guess.confidence = "rt_rw", 0.8


def _workers_without_parent(
    guesses: list[ColumnGuess], named: dict[int, Named], profiles: dict[int, Profile]
) -> None:
    """A bare L | P pair counts people only when it holds numbers, ticks are a sex; a "jumlah" behind it sums."""
    for place, guess in enumerate(guesses):
        words = named[guess.index].words
        if guess.field in ("workers_male", "workers_female") and words in ("l", "p", "laki", "perempuan"):
            profile = profiles.get(guess.index, Profile())
            if profile.filled >= 3 and profile.share("tick") > 0.7 and profile.share("few") < 0.2:
                guess.field, guess.part = "sex", "L" if guess.field == "workers_male" else "P"
        if words == "jumlah" and guess.field is None and place >= 2:
            before = {guesses[place - 1].field, guesses[place - 2].field}
            if before == {"workers_male", "workers_female"}:
                guess.field, guess.confidence = "workers_total", 0.85


def _finish(guesses: list[ColumnGuess], named: dict[int, Named], profiles: dict[int, Profile]) -> None:
    """Units, periods, parts; and no second column for a field that can stand only once."""
    for guess in guesses:
        name, field = named[guess.index], BY_KEY.get(guess.field or "")
        if field is None:
            guess.confidence = 0.0 if guess.field is None else guess.confidence
            continue
        if field.money:
            guess.unit = name.unit
            guess.period = name.period
        elif field.key == "production_capacity":
            guess.period = name.period
        if field.money or field.about == "figures":
            guess.year = name.year
        if field.licence and field.kind == "licence" and guess.part is None:
            guess.part = _part(name, profiles.get(guess.index, Profile()))
        guess.confidence = min(1.0, guess.confidence)
    _flags(guesses, profiles)
    _once_each(guesses, named)


def _flags(guesses: list[ColumnGuess], profiles: dict[int, Profile]) -> None:
    """Of two columns for the NPWP the ticked one only says whether there is a number."""
    same = [guess for guess in guesses if guess.field == "npwp"]
    for guess in same if len(same) > 1 else ():
        profile = profiles.get(guess.index, Profile())
        if profile.share("tick") + profile.share("bit") > _TICKED:
            guess.part = "flag"


def _part(name: Named, profile: Profile) -> str | None:
    """Which half of a pair a licence column is: a tick, a number, or words."""
    if not profile.filled:
        return None
    if profile.share("tick") + profile.share("bit") > _TICKED:
        return "flag"
    if "jenis" in name.words.split():
        return "kind"
    return "text" if profile.share("words") > 0.7 and profile.share("number") < 0.2 else "number"


def _of_itself(name: Named) -> bool:
    return not _BODIES.intersection(name.words.split())


def _once_each(guesses: list[ColumnGuess], named: dict[int, Named]) -> None:
    """Of two columns for one name the better heading keeps it; a group's name is not its member's."""
    for key in ("owner_name", "business_name", "row_number", "nik"):
        same = [guess for guess in guesses if guess.field == key]
        if len(same) > 1:
            best = max(same, key=lambda guess: (_of_itself(named[guess.index]), guess.confidence, -guess.index))
            for guess in same:
                if guess is not best:
                    guess.field, guess.confidence = None, 0.0
