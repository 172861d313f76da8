"""Made-up records: one ordinary business with every part, and strategies for all that a record may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from digiloka.registry import choices, mapping
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.values.amounts import Amount

CITY = "14.72"
KELURAHAN = "14.72.01.1003"
OTHER_KELURAHAN = "14.72.02.1002"


def nik(serial: int = 0) -> str:
    """A NIK of nobody: a woman born on a day that `serial` chooses, serial number 0000."""
    day = dt.date(1950, 1, 1) + dt.timedelta(days=serial)
    return f"147201{day.day + 40:02d}{day:%m%y}0000"


def money(low: int | None, high: int | None = None, period: str | None = None) -> Amount:
    return Amount(low, low if high is None else high, period, False, "")


def record(**changed: Any) -> BusinessRecord:
    """A warung with an owner, a place, figures and two papers. `owner`, `place`, `figures` take dictionaries."""
    parts: dict[str, Any] = {
        "owner": OwnerRecord(name="Siti Aminah", nik=nik(), phones=("+6281200345678",), sex="P"),
        "place": PlaceRecord(area_code=KELURAHAN, address="Jl. Sudirman No. 12", rt="003", rw="001"),
        "figures": FiguresRecord(year=2026, turnover=money(3_500_000, period="month"), workers_total=2),
        "licences": (LicenceRecord(kind="nib", number="0220001234567"), LicenceRecord(kind="halal")),
        "name": "Warung Bu Siti",
        "activity": "menjual keripik singkong",
        "sector": "kuliner",
    }
    for name in ("owner", "place", "figures"):
        told = changed.pop(name, {})
        parts[name] = replace(parts[name], **told) if isinstance(told, dict) else told
    return BusinessRecord(**{**parts, **changed})


def stored(told: BusinessRecord) -> SimpleNamespace:
    """The rows a record becomes, with the attributes that `mapping.record_of` reads, as if loaded again."""
    figures = []
    if mapping.has_figures(told.figures):
        figures = [SimpleNamespace(**mapping.figures_columns(told.figures, mapping.is_industry(told)))]
    return SimpleNamespace(
        **mapping.business_columns(told),
        owner=SimpleNamespace(**mapping.owner_columns(told.owner)),
        main_place=SimpleNamespace(**mapping.place_columns(told.place)),
        figures=figures,
        papers=[SimpleNamespace(**mapping.licence_columns(paper)) for paper in told.licences],
    )


def again(told: BusinessRecord) -> BusinessRecord:
    """A record stored and read back."""
    return mapping.record_of(stored(told))


# What a record may say

_words = st.text("abcdefghij KLMNO.-'é", min_size=1, max_size=40).filter(lambda text: any(map(str.isalpha, text)))
_maybe_words = st.none() | _words
_answers = st.none() | st.sampled_from(["ya", "tidak", "tidak_tahu", "proses"])
_rupiah = st.integers(0, 10**11)
_counts = st.none() | st.integers(0, 200)


def _code(listed: choices.Choices) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from([code for code, _ in listed])


@st.composite
def _amounts(draw: st.DrawFn, periods: tuple[str | None, ...]) -> Amount | None:
    low, high = sorted((draw(_rupiah), draw(_rupiah)))
    shape = draw(st.sampled_from(["none", "exact", "range", "from", "to"]))
    bounds = {"exact": (low, low), "range": (low, high), "from": (low, None), "to": (None, high)}
    if shape == "none":
        return None
    return Amount(*bounds[shape], draw(st.sampled_from(periods)), draw(st.booleans()), "apa adanya")


_flows = _amounts(("day", "month", "year", None))
_stocks = _amounts((None,))

owners = st.builds(
    OwnerRecord, name=_maybe_words, nik=st.none() | st.integers(0, 20000).map(nik), sex=_code(choices.SEX),
    nik_absent=_code(choices.NIK_ABSENT), birth_date=st.none() | st.dates(dt.date(1930, 1, 1), dt.date(2010, 1, 1)),
    birth_place=_maybe_words, education=_code(choices.EDUCATION), address=_maybe_words,
    phones=st.lists(st.integers(0, 99999999).map("+62812{:08d}".format), max_size=3, unique=True).map(tuple),
    email=st.none() | st.just("siti@contoh.id"), npwp=st.none() | st.just("013121660091000"),
)  # fmt: skip
places = st.builds(
    PlaceRecord, address=_maybe_words, rt=st.none() | st.just("003"), rw=st.none() | st.just("001"),
    area_code=st.sampled_from([None, KELURAHAN, OTHER_KELURAHAN]), village_as_written=_maybe_words,
    district_code=st.sampled_from([None, "14.72.01"]), postal_code=st.none() | st.just("28811"),
    premises_kind=_code(choices.PREMISES_KIND), premises_status=_code(choices.PREMISES_STATUS),
) | st.builds(
    PlaceRecord, area_code=st.just(KELURAHAN), latitude=st.floats(1.4, 2.2), longitude=st.floats(101.0, 101.7),
    accuracy_m=st.none() | st.floats(1, 200), point_source=st.sampled_from(["gps", "map", "sheet"]),
)  # fmt: skip
figures = st.builds(
    FiguresRecord, year=st.integers(2015, 2026), turnover=_flows, production_value=_flows, raw_material_value=_flows,
    capital=_stocks, assets=_stocks, investment=_stocks, production_unit=_maybe_words, workers_total=_counts,
    workers_male=_counts, workers_female=_counts, workers_paid=_counts,
    production_capacity=st.none() | st.decimals(0, 10**9, places=2).map(Decimal),
)  # fmt: skip
licences = st.lists(
    st.builds(
        LicenceRecord, kind=st.sampled_from(["nib", "pirt", "halal", "merek", "sku", "other"]),
        number=st.none() | st.integers(10**6, 10**9).map(str), status=st.sampled_from(["ya", "tidak", "proses"]),
        issued_on=st.none() | st.dates(dt.date(2018, 1, 1), dt.date(2026, 1, 1)), name=_maybe_words,
    ),
    max_size=4,
    unique_by=lambda paper: paper.kind,
).map(tuple)  # fmt: skip
records = st.builds(
    BusinessRecord, owner=owners, place=places, figures=st.none() | figures, licences=licences, name=_words,
    brand=_maybe_words, activity=_maybe_words, product=_words, sector=st.none() | st.sampled_from(["kuliner", "jasa"]),
    sector_as_written=_maybe_words, kbli=st.none() | st.sampled_from(["10794", "47112", "56101"]),
    kbli_version=st.sampled_from([None, "2020", "2025"]), makes_goods=_answers, serves_food=_answers,
    legal_form=_code(choices.LEGAL_FORM), start_year=st.none() | st.integers(1980, 2026), export=_maybe_words,
    sales_channels=st.lists(st.sampled_from(["wa", "langsung"]), max_size=2, unique=True).map(tuple),
    financing=_maybe_words, training=_maybe_words, existence=st.none() | st.integers(1, 10), notes=_maybe_words,
    source_id=_maybe_words, survey_date=st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2026, 1, 1)),
)  # fmt: skip
