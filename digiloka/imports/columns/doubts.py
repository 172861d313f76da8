"""A heading of several meanings ("nama", "kontak", "status"): its neighbours and what its cells hold decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from digiloka.activities.search import own_index
from digiloka.activities.sectors import sector_from_words
from digiloka.imports.columns.content import Profile
from digiloka.values.text import word_set

OF_WORK = word_set("usaha pekerjaan profesi pencaharian kegiatan")  # a faith may be told in words of activities, too
_OWNER_FACTS = frozenset(("nik", "sex", "birth_date", "birth_place", "age", "education", "owner_address"))
_FEW_ROWS = 4  # too few to see whether anything repeats
_USAHA = ("business_name", "activity")
_NAMES = frozenset(("owner_name", "business_name"))
_VARIOUS = 0.4
_PEOPLE = 8  # names of which most must look like people's before a bare "nama" is taken for one; of fewer, all
_TRIED = 60  # spellings looked up among the words of activities
_TOLD = 0.4  # of them must be told in those words: of activities in real lists 0.6 to 1 are, of names 0 to 0.15
_GROUPS = 6  # a list of groups is short; more spellings, none of them a sector's name, are activities or products


@dataclass(frozen=True, slots=True)
class Doubt:
    """`options`: what the heading may mean, the usual one first. `certain`: fields other columns surely hold;
    `beside`: what each of the other headings may mean."""

    words: str
    options: tuple[str, ...]
    profile: Profile
    certain: Set[str]
    beside: Sequence[tuple[str, ...]] = ()


def decide(doubt: Doubt) -> tuple[str | None, float]:
    """(field, confidence) of an ambiguous heading."""
    rule = _RULES.get(frozenset(doubt.options))
    if rule is not None:
        return rule(doubt)
    return doubt.options[0], 0.6


def _name(doubt: Doubt) -> tuple[str | None, float]:
    if "business_name" in doubt.certain and "owner_name" not in doubt.certain:
        return "owner_name", 0.95
    if "owner_name" in doubt.certain and "business_name" not in doubt.certain:
        return "business_name", 0.95
    if doubt.certain & _OWNER_FACTS and doubt.profile.share("business") < 0.4:
        return "owner_name", 0.75
    profile = doubt.profile
    beside = _USAHA in doubt.beside  # "nama" and "usaha" side by side: whose, and what
    most = 0.8 if beside or profile.filled >= _PEOPLE else 0.99
    people = profile.filled > (0 if beside else 1) and profile.share("person") > most
    people = people and profile.share("business") < 0.05
    return ("owner_name", 0.6) if people else ("business_name", 0.7)


def _business_or_activity(doubt: Doubt) -> tuple[str | None, float]:
    """What its words say; where no other column can name anybody, its various spellings are the names."""
    if not any(_NAMES.intersection(fields) for fields in doubt.beside) and doubt.profile.variety >= _VARIOUS:
        return "business_name", 0.65
    if "business_name" in doubt.certain or not doubt.profile.filled or told_as_activities(doubt.profile):
        return "activity", 0.7
    return "business_name", 0.65


def told_as_activities(profile: Profile) -> bool:
    """Whether most spellings consist of words that activities are told in; repeating says nothing, groups do too."""
    tried = sorted(profile.spellings)[:: max(1, len(profile.spellings) // _TRIED)]
    return sum(map(own_index().knows, tried)) >= _TOLD * len(tried)


def _contact(doubt: Doubt) -> tuple[str | None, float]:
    profile = doubt.profile
    if profile.filled and profile.share("person") + profile.share("business") > 0.6 and profile.share("phone") < 0.2:
        return ("owner_name", 0.8) if "owner_name" not in doubt.certain else (None, 0.7)
    return "phone", 0.9 if profile.share("phone") > 0.4 else 0.7


def _kind_of_business(doubt: Doubt) -> tuple[str | None, float]:
    """Sector when a few groups repeat, else the activity in words; the scale when it says mikro, kecil …"""
    profile, certain = doubt.profile, doubt.certain
    if profile.filled and profile.share("scale") > 0.6 and profile.distinct <= 8:
        return "scale_as_written", 0.85
    if profile.filled > 5 and profile.share("form") > 0.6 and profile.distinct <= 10 and "legal_form" not in certain:
        return "legal_form", 0.75
    if profile.filled < _FEW_ROWS:
        wanted = "sector" if profile.filled and _sectors_named(profile) > 0.9 else doubt.options[0]
    else:
        wanted = "sector" if _is_grouped(profile) else "activity"
    if wanted == "activity" and doubt.words.startswith("komodit"):
        wanted = "product"
    if wanted not in certain:
        return wanted, 0.75
    left = ("sector", "product") if is_category(doubt.words) else ("activity", "product", "sector")
    for other in left:
        if other not in certain:
            return other, 0.65
    return wanted, 0.6


def is_category(words: str) -> bool:
    """Does a heading speak of groups first, whatever else it may mean?"""
    return words.startswith(("kategori", "category"))


def _is_grouped(profile: Profile) -> bool:
    """Whether the column groups businesses: few spellings that repeat, or many that name sectors."""
    if profile.distinct <= _GROUPS and profile.variety < 0.34:
        return True
    named = _sectors_named(profile)
    return named > 0.9 or (profile.variety < 0.6 and named >= 0.5)


def _sectors_named(profile: Profile) -> float:
    """The share of spellings that name a sector."""
    return sum(sector_from_words(one) is not None for one in profile.spellings) / max(1, len(profile.spellings))


def _commodity(doubt: Doubt) -> tuple[str | None, float]:
    if "sector" in doubt.certain or (doubt.profile.distinct > 60 and "product" not in doubt.certain):
        return "product", 0.65
    return "sector", 0.75


def _status(doubt: Doubt) -> tuple[str | None, float]:
    profile = doubt.profile
    for kind, field in (
        ("verified", "verification_status"),
        ("existence", "status"),
        ("premises", "premises_status"),
        ("form", "legal_form"),
    ):
        if profile.share(kind) >= 0.5:
            return field, 0.8
    if profile.share("scale") >= 0.5:
        return "scale_as_written", 0.8
    return ("status", 0.6) if not profile.filled else (None, 0.5)


def _made_or_paid(doubt: Doubt) -> tuple[str | None, float]:
    """Of what is made and what it is worth, the one that no other column holds; a unit beside it counts things."""
    if "production_capacity" in doubt.certain:
        return "production_value", 0.8
    if "production_value" in doubt.certain or "production_unit" in doubt.certain:
        return "production_capacity", 0.8
    return doubt.options[0], 0.7


def _identifier(doubt: Doubt) -> tuple[str | None, float]:
    serial = doubt.profile.serial and doubt.profile.from_one
    return ("row_number", 0.7) if serial and "row_number" not in doubt.certain else ("source_id", 0.7)


def _spot(doubt: Doubt) -> tuple[str | None, float]:
    profile = doubt.profile
    if profile.share("point") > 0.5:
        return "coordinates", 0.9
    if profile.filled and profile.share("address") < 0.2 and profile.variety < 0.34 and "village" not in doubt.certain:
        return "village", 0.5
    return "address" if "address" not in doubt.certain else "business_address", 0.7


def _place(doubt: Doubt) -> tuple[str | None, float]:
    only = doubt.profile.filled and doubt.profile.share("rt_rw") > 0.7
    return ("rt_rw", 0.85) if only and "rt_rw" not in doubt.certain else ("address", 0.85)


def _premises(doubt: Doubt) -> tuple[str | None, float]:
    profile = doubt.profile
    if profile.share("address") > 0.3 or profile.variety > 0.6:
        return "business_address", 0.75
    if profile.share("premises") > 0.5:
        return "premises_status", 0.75
    return "premises_kind", 0.7


_RULES: dict[frozenset[str], Callable[[Doubt], tuple[str | None, float]]] = {
    frozenset(("owner_name", "business_name")): _name,
    frozenset(_USAHA): _business_or_activity,
    frozenset(("phone", "owner_name")): _contact,
    frozenset(("sector", "activity", "product")): _kind_of_business,
    frozenset(("sector", "product")): _commodity,
    frozenset(("status", "verification_status")): _status,
    frozenset(("production_capacity", "production_value")): _made_or_paid,
    frozenset(("source_id", "row_number")): _identifier,
    frozenset(("address", "coordinates", "village")): _spot,
    frozenset(("premises_kind", "business_address")): _premises,
    frozenset(("address", "rt_rw")): _place,
}
