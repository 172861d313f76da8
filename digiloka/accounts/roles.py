"""A table: which role may do what. In which area is a matter of the viewer's scope."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleRule:
    """One role. `area_level` is the level its area must have; None = no area (the owner sees what is theirs)."""

    key: str
    label: str
    area_level: str | None  # kota, kecamatan, kelurahan
    may: frozenset[str]


_STAFF_READ = {"business.list", "business.read", "statistics.read", "import.read"}
_STAFF_EDIT = {"business.register", "business.edit", "business.close", "business.move", "import.write", "export.rows"}

ROLES = {
    role.key: role
    for role in (
        RoleRule("owner", "Pemilik usaha", None, frozenset({"own.read", "own.edit"})),
        RoleRule("kelurahan", "Petugas kelurahan", "kelurahan",
                 frozenset(_STAFF_READ | _STAFF_EDIT | {"verify.kelurahan"})),
        RoleRule("kecamatan", "Petugas kecamatan", "kecamatan",
                 frozenset(_STAFF_READ | _STAFF_EDIT | {"verify.kelurahan"})),
        RoleRule("dinas", "Petugas dinas", "kota",
                 frozenset(_STAFF_READ | _STAFF_EDIT | {"verify.kelurahan", "verify.dinas", "nik.reveal"})),
        RoleRule("plut", "PLUT", "kota", frozenset({"statistics.read"})),
        RoleRule("admin", "Admin", "kota",
                 frozenset(_STAFF_READ | _STAFF_EDIT
                           | {"verify.kelurahan", "verify.dinas", "nik.reveal", "users.manage", "areas.load"})),
    )
}
STAFF = tuple(key for key in ROLES if key != "owner")


def may(role: str | None, right: str) -> bool:
    """Has a role a right? Unknown roles have none."""
    return role in ROLES and right in ROLES[role].may
