"""What a row would change of a person whom other businesses share: taken out of the plan, as applying would hold it."""

from __future__ import annotations

from collections.abc import Iterable

from digiloka.registry.comparing import Changes, label_of
from digiloka.registry.fields import BY_KEY
from digiloka.registry.queries.siblings import Sharing
from digiloka.registry.sharing import of_owner


def left_alone(changes: Changes, sharing: Sharing | None, *, sure: bool) -> tuple[Changes, str] | None:
    """(the changes that are left, why the others are not made); None when all may be made.

    `sure`: the row would be applied as it is. Of a row that an officer decides, too, nothing of another area is told.
    """
    shared = [key for key in changes if of_owner(key)]
    if not shared or sharing is None or not (sharing.elsewhere or (sharing.better_known and sure)):
        return None
    elsewhere = sharing.elsewhere
    why = "juga punya usaha di wilayah lain" if elsewhere else "sudah diperiksa petugas untuk usahanya yang lain"
    where = "Teruskan ke dinas" if elsewhere else "Putuskan sendiri di halaman usahanya"
    left = {key: change for key, change in changes.items() if key not in shared}
    return left, f"Pemilik ini {why}, jadi {named(shared)} tidak diubah. {where}."


def named(keys: Iterable[str]) -> str:
    """Fields in words."""
    return ", ".join(BY_KEY[key].label if key in BY_KEY else label_of(key) for key in keys)
