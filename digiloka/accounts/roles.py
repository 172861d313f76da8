"""A table: which role may do what. In which area is a matter of the viewer's scope."""

from __future__ import annotations

from dataclasses import dataclass

from digiloka.values.refusal import Refused


@dataclass(frozen=True, slots=True)
class RoleRule:
    """One role. `area_level` is the level its area must have; None = no area (the owner sees what is theirs)."""

    key: str
    label: str
    area_level: str | None  # kota, kecamatan, kelurahan
    may: frozenset[str]
    stays: bool = True  # may stay signed in on a device of their own ("Tetap masuk")


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
                 frozenset(_STAFF_READ | _STAFF_EDIT
                           | {"verify.kelurahan", "verify.dinas", "nik.reveal", "import.release"}),
                 stays=False),
        RoleRule("plut", "PLUT", "kota", frozenset({"statistics.read"}), stays=False),
        RoleRule("admin", "Admin", "kota",
                 frozenset(_STAFF_READ | _STAFF_EDIT
                           | {"verify.kelurahan", "verify.dinas", "nik.reveal", "import.release", "users.manage",
                              "areas.load"}),
                 stays=False),
    )
}
STAFF = tuple(key for key in ROLES if key != "owner")

# Two dinas share the register; an installation's own (DIGILOKA_AGENCY) may be another one.
AGENCIES = {
    "diskop": "Dinas Koperasi, UKM dan Perindustrian",
    "disdag": "Dinas Perdagangan",
}

_DOTS = {"kota": 1, "kecamatan": 2, "kelurahan": 3}  # 14.72 · 14.72.01 · 14.72.01.1003
_EXAMPLE = {"kecamatan": "14.72.01", "kelurahan": "14.72.01.1003"}


def may(role: str | None, right: str) -> bool:
    """Has a role a right? Unknown roles have none."""
    return role in ROLES and right in ROLES[role].may


def rule_of(role: str) -> RoleRule:
    """The row of a role. Raises Refused("role-unknown")."""
    if role not in ROLES:
        raise Refused("role-unknown", f"Peran “{role}” tidak dikenal. Pilih salah satu: {', '.join(ROLES)}.")
    return ROLES[role]


def role_at(role: str, area_code: str) -> str:
    """With whose rights somebody acts who acts for this area only: with their own role's where its areas are of this
    level, else as an officer of such an area."""
    fitting = [key for key, rule in ROLES.items() if _DOTS.get(rule.area_level or "") == area_code.count(".")]
    return role if role in fitting else fitting[0]


def fitting_area(role: str, area_code: str | None, city_code: str) -> str | None:
    """The area code a user of this role gets: theirs when its level fits, the city for city roles, None for owners.

    Judges the code's shape and city only; whether such an area exists, `areas` knows. Raises Refused
    ("role-unknown", "area-missing", "area-level", "area-city").
    """
    rule = rule_of(role)
    if rule.area_level is None:
        if area_code:
            raise Refused("area-level", f"{rule.label} tidak punya wilayah kerja. Kosongkan wilayahnya.")
        return None
    if not area_code:
        if rule.area_level == "kota":
            return city_code
        example = _EXAMPLE[rule.area_level]
        raise Refused("area-missing", f"{rule.label} perlu satu {rule.area_level} untuk wilayahnya, contoh {example}.")
    if area_code != city_code and not area_code.startswith(f"{city_code}."):
        raise Refused("area-city", f"Wilayah {area_code} tidak ada di kota ini ({city_code}).")
    if area_code.count(".") != _DOTS[rule.area_level]:
        raise Refused("area-level", f"Wilayah kerja {rule.label} harus satu {rule.area_level}. Pilih yang sesuai.")
    return area_code
