"""Places that stand twice: the owner's home, then the business's. Only the latter may become the business's place."""

from __future__ import annotations

from digiloka.imports.columns.layout import ColumnGuess

_PLACE = ("address", "province", "city", "district", "village", "rt", "rw", "rt_rw", "village_rt_rw", "postal_code")


def tell_owner_from_business(guesses: list[ColumnGuess]) -> None:
    """Settle repeated place headings, and a bare "alamat" beside an address that says whose it is."""
    _beside_the_business(guesses)
    twice = {key for key in _PLACE if sum(_undecided(guess, key) for guess in guesses) == 2}
    if twice:
        _split_blocks(guesses, twice)
    _bare_address(guesses)


def _beside_the_business(guesses: list[ColumnGuess]) -> None:
    """A place that does not say whose it is, beside one that is said to be the business's: the owner's."""
    said = {guess.field for guess in guesses if guess.of == "business" and guess.field in _PLACE}
    for guess in guesses:
        if guess.field in said and guess.of is None:
            guess.field, guess.of, guess.confidence = None, "owner", 0.0


def _undecided(guess: ColumnGuess, key: str) -> bool:
    return guess.field == key and guess.of is None


def _split_blocks(guesses: list[ColumnGuess], twice: set[str]) -> None:
    """The first of each pair is the owner's, the second the business's, unless the business's facts come first."""
    business_first = _business_comes_first(guesses)
    seen: set[str] = set()
    for guess in guesses:
        key = guess.field
        if key is None or key not in twice or guess.of is not None:
            continue
        first = key not in seen
        seen.add(key)
        if first != business_first:
            guess.of = "owner"
            guess.field = "owner_address" if key == "address" else None
        else:
            guess.of = "business"
            guess.field = "business_address" if key == "address" else key
        guess.confidence *= 0.9


def _business_comes_first(guesses: list[ColumnGuess]) -> bool:
    place = {field: index for index, field in reversed(list(enumerate(guess.field for guess in guesses))) if field}
    owner = min((place[key] for key in ("owner_name", "nik") if key in place), default=None)
    business = place.get("business_name")
    return owner is not None and business is not None and business < owner and _place_follows(guesses, business, owner)


def _place_follows(guesses: list[ColumnGuess], business: int, owner: int) -> bool:
    """Whether a place stands between the business's name and the owner's: then that place is the business's."""
    return any(guess.field in _PLACE for guess in guesses[business:owner])


def _bare_address(guesses: list[ColumnGuess]) -> None:
    fields = {guess.field for guess in guesses}
    for guess in guesses:
        if guess.field != "address":
            continue
        if "business_address" in fields and "owner_address" not in fields:
            guess.field, guess.of = "owner_address", "owner"
        elif "owner_address" in fields and "business_address" not in fields:
            guess.field, guess.of = "business_address", "business"
        else:
            continue
        guess.confidence *= 0.85
