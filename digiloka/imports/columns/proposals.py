"""Columns without a heading we know: proposed from what they hold, and only where the cells leave no doubt."""

from __future__ import annotations

from digiloka.activities.classify import classify
from digiloka.imports.columns.content import Profile
from digiloka.imports.columns.doubts import OF_WORK, is_category, told_as_activities
from digiloka.imports.columns.layout import ColumnGuess
from digiloka.imports.columns.lexicon import UNKNOWN
from digiloka.imports.columns.naming import Named

__all__ = ["UNKNOWN", "fill_gaps", "propose"]

# kind of cell -> (field, share of cells needed): shapes that hardly anything else has
_SURE = (
    ("nik", "nik", 0.8),
    ("email", "email", 0.7),
    ("point", "coordinates", 0.8),
    ("phone", "phone", 0.8),
    ("latitude", "latitude", 0.9),
    ("longitude", "longitude", 0.9),
)
_DOING = frozenset(("activity", "product", "sector", "kbli"))
_NAMES = ("owner_name", "business_name")
_ENOUGH = 3  # cells that must say something
_TRIED = 40  # spellings looked up among the activities
_WORDED = 0.6  # of its cells are words
_MOSTLY = 0.55  # of them must be one


def fill_gaps(guesses: list[ColumnGuess], named: dict[int, Named], profiles: dict[int, Profile]) -> None:
    """For a sheet with headings: the columns whose heading is missing or says nothing to us."""
    taken = {guess.field for guess in guesses}
    for guess in guesses:
        profile = profiles.get(guess.index, Profile())
        if guess.field or named[guess.index].score > 0 or profile.filled < _ENOUGH:
            continue
        if not named[guess.index].words and profile.serial and profile.from_one and "row_number" not in taken:
            guess.field, guess.confidence = "row_number", 0.7
        else:
            guess.field, guess.confidence = _sure(profile, taken)
        taken.add(guess.field)
    _names_of_others(guesses, named, profiles)
    taken = {guess.field for guess in guesses}
    if not taken & _DOING:
        _kind_among(guesses, named, profiles)
    elif "sector" not in taken:
        _words_beside_groups(guesses, named, profiles)
    if not taken & {"owner_name", "business_name"}:
        _name_among(
            [g for g in guesses if g.field is None and g.heading and named[g.index].score == 0], profiles, 0.45
        )


def _kind_among(guesses: list[ColumnGuess], named: dict[int, Named], profiles: dict[int, Profile]) -> None:
    """A "jenis" of something we do not know ("Jenis Olahan"), where nothing else says what the businesses do."""
    for guess in guesses:
        profile = profiles.get(guess.index, Profile())
        unknown = guess.field is None and guess.pair is None and named[guess.index].score == 0
        told = profile.filled >= _ENOUGH and profile.share("words") >= 0.8 and profile.distinct > 1
        if unknown and told and named[guess.index].words.startswith("jenis "):
            guess.field, guess.confidence = "product" if profile.variety > 0.3 else "sector", 0.55
            return


def _words_beside_groups(guesses: list[ColumnGuess], named: dict[int, Named], profiles: dict[int, Profile]) -> None:
    """A "kategori" was taken for the activity, and a column nobody knows ("Ket Usaha") tells it in more words: then it
    is the group. Where the heading of the other speaks of work that is proposed as the activity, else we ask."""
    for group in guesses:
        if group.field != "activity" or not is_category(named[group.index].words):
            continue
        few = profiles.get(group.index, Profile()).distinct
        for guess in guesses:
            profile = profiles.get(guess.index, Profile())
            unknown = guess.field is None and guess.pair is None and named[guess.index].score == 0
            told = profile.filled >= _ENOUGH and profile.share("words") >= _WORDED and profile.distinct > few
            if unknown and told and told_as_activities(profile):
                of_work = bool(OF_WORK.intersection(named[guess.index].words.split()))
                group.field, group.confidence = "sector", 0.75 if of_work else 0.6
                if of_work:
                    guess.field, guess.confidence = "activity", 0.55
                return


def _names_of_others(guesses: list[ColumnGuess], named: dict[int, Named], profiles: dict[int, Profile]) -> None:
    """A "nama" of something we do not know ("Nama Tenant", "Nama Debitur"), where a name is missing: what it holds."""
    for guess in guesses:
        profile, missing = profiles.get(guess.index, Profile()), {*_NAMES} - {other.field for other in guesses}
        if guess.field or guess.pair or not missing or named[guess.index].words.split()[:1] != ["nama"]:
            continue
        if named[guess.index].score > 0 or profile.filled < _ENOUGH or profile.variety < 0.5:
            continue
        names = profile.share("person") + profile.share("business")
        wanted = "business_name" if profile.share("business") >= 0.3 else "owner_name"
        if wanted in missing and names >= 0.8:
            guess.field, guess.confidence = wanted, 0.55


def propose(guesses: list[ColumnGuess], profiles: dict[int, Profile]) -> None:
    """For a sheet without any heading: what is certain, a name, an activity, an address; a person says the rest."""
    taken: set[str | None] = set()
    for guess in guesses:
        profile = profiles.get(guess.index, Profile())
        if profile.filled < _ENOUGH:
            continue
        if guess is guesses[0] and _is_identifier(profile):
            field = "row_number" if profile.from_one and profile.serial else "source_id"
            guess.field, guess.confidence = field, 0.6
        else:
            guess.field, guess.confidence = _sure(profile, taken)
        taken.add(guess.field)
    open_columns = [guess for guess in guesses if guess.field is None]
    _name_among(open_columns, profiles, 0.5)
    _activity_among([guess for guess in open_columns if guess.field is None], profiles)
    for guess in open_columns:
        profile = profiles.get(guess.index, Profile())
        if guess.field is None and profile.share("address") > 0.6 and profile.mean_length > 12:
            guess.field, guess.confidence = "address", 0.5
            break


def _activity_among(guesses: list[ColumnGuess], profiles: dict[int, Profile]) -> None:
    """The column whose spellings are most often something a business does."""
    best, most = None, _MOSTLY
    for guess in guesses:
        profile = profiles.get(guess.index, Profile())
        spellings = sorted(profile.spellings)[:_TRIED]
        if profile.share("words") < 0.6 or profile.share("address") > 0.3 or len(spellings) < _ENOUGH:
            continue
        share = sum(classify(spelling) is not None for spelling in spellings) / len(spellings)
        if share >= most:
            best, most = guess, share
    if best is not None:
        best.field, best.confidence = "activity", 0.5


def _is_identifier(profile: Profile) -> bool:
    whole = profile.share("integer") > 0.95 and profile.variety > 0.98
    return whole and profile.growing and profile.filled == profile.seen


def _sure(profile: Profile, taken: set[str | None]) -> tuple[str | None, float]:
    for kind, field, needed in _SURE:
        if field not in taken and profile.share(kind) >= needed:
            return field, 0.45 + 0.35 * profile.share(kind)
    return None, 0.0


def _name_among(guesses: list[ColumnGuess], profiles: dict[int, Profile], confidence: float) -> None:
    """The first column of many different short names: the business's when shops and firms are among them."""
    for guess in guesses:
        profile = profiles.get(guess.index, Profile())
        names = profile.share("person") + profile.share("business")
        if profile.filled < _ENOUGH or names < 0.8 or profile.variety < 0.6 or profile.share("address") > 0.3:
            continue
        if profile.mean_length < 4 or profile.mean_length > 45:
            continue
        guess.field = "business_name" if profile.share("business") >= 0.15 else "owner_name"
        guess.confidence = confidence
        return
