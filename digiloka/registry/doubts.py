"""What an officer should look at before agreeing to a record: gaps, and answers that do not fit each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from digiloka.activities.classify import fits
from digiloka.areas.naming import AreaNames
from digiloka.areas.point_in_area import Located
from digiloka.registry import scale
from digiloka.registry.choices import NIK_ABSENT, words_of
from digiloka.registry.crowds import crowd
from digiloka.registry.editing import unanswered
from digiloka.registry.fields import BY_KEY
from digiloka.registry.records import BusinessRecord
from digiloka.registry.status import COUNTED_EXISTENCE, existence_label
from digiloka.registry.workforce import with_sums
from digiloka.values.amounts import show_number
from digiloka.values.identity import nik_facts
from digiloka.values.refusal import Refused
from digiloka.values.text import key as folded


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at. `field` is the registry's field it is about; `grave`: it says something is wrong."""

    code: str
    field: str
    sentence: str
    grave: bool = False


def doubts(
    record: BusinessRecord,
    names: AreaNames,
    located: Located | None,
    scale_sales: str | None,
    others: Sequence[str | None] = (),
    *,
    nik_taken: bool = False,
    marked: Collection[str] = (),
) -> list[Doubt]:
    """Everything worth a look, what is wrong before what is missing.

    `nik_taken`: the NIK was typed by the owner and is another owner's already. `located`: where the record's point
    lies; `scale_sales`: the computed class; `others`: names of the same owner's other businesses;
    `marked`: what the owner was asked to mend before sending the record again.
    """
    left = unanswered(record, marked)
    found = [
        *_place(record, names, located),
        *_owner(record),
        *_business(record, others),
        *_figures(record, scale_sales),
    ]
    found = [doubt for doubt in found if doubt.grave or doubt.field not in left or not doubt.code.endswith("-missing")]
    found += [Doubt(f"{key}-still-missing", key, f"{BY_KEY[key].label}: diminta diperbaiki, tetapi masih kosong.")
              for key in left]
    if nik_taken:
        sentence = "NIK ini sudah tercatat untuk pemilik lain. Cocokkan dengan KTP sebelum menyetujui."
        found.append(Doubt("nik-taken", "nik", sentence, grave=True))
    return sorted(found, key=lambda doubt: not doubt.grave)


def _place(record: BusinessRecord, names: AreaNames, located: Located | None) -> list[Doubt]:
    place, found = record.place, []
    if place.latitude is not None and located is None:
        found.append(Doubt("point-outside", "coordinates", "Titik lokasi berada di luar kota ini.", grave=True))
    if located is not None and place.area_code and located.kelurahan_code != place.area_code:
        also = place.area_code in located.others
        where, told = (_name(names, code) for code in (located.kelurahan_code, place.area_code))
        guess = "" if located.sure else " (perkiraan)"
        found.append(
            Doubt(
                "point-elsewhere",
                "coordinates",
                f"Titik lokasi ada di Kelurahan {where}{guess}, sedangkan yang dipilih {told}. Mana yang benar?",
                grave=located.sure and not also,
            )
        )
    if not place.area_code:
        written = f' Tertulis "{place.village_as_written}".' if place.village_as_written else ""
        found.append(Doubt("area-missing", "village", f"Kelurahan belum diketahui.{written}", grave=True))
    if not place.address:
        found.append(Doubt("address-missing", "business_address", "Alamat usaha belum diisi."))
    return found


def _name(names: AreaNames, code: str) -> str:
    """An area's name; its code where it is no longer on the list."""
    return names.rows[code].name if code in names.rows else code


def _owner(record: BusinessRecord) -> list[Doubt]:
    owner, found = record.owner, []
    if not owner.nik:
        why = f" Alasannya: {words_of(NIK_ABSENT, owner.nik_absent).lower()}." if owner.nik_absent else ""
        found.append(Doubt("nik-missing", "nik", f"NIK belum diisi.{why}"))
    else:
        found.extend(_against_nik(record))
    if not owner.phones:
        found.append(Doubt("phone-missing", "phone", "Nomor HP belum diisi."))
    return found


def _against_nik(record: BusinessRecord) -> list[Doubt]:
    owner = record.owner
    try:
        facts = nik_facts(owner.nik or "")
    except Refused:
        return []
    found = []
    if owner.sex and facts.sex and owner.sex != facts.sex:
        found.append(Doubt("sex-nik", "sex", "Jenis kelamin berbeda dari yang terbaca di NIK.", grave=True))
    if owner.birth_date and facts.birth_date and owner.birth_date != facts.birth_date:
        found.append(Doubt("birth-nik", "birth_date", "Tanggal lahir berbeda dari yang terbaca di NIK.", grave=True))
    return found


def _business(record: BusinessRecord, others: Sequence[str | None]) -> list[Doubt]:
    found = []
    if not record.kbli or not record.kbli_version:
        found.append(Doubt("kbli-missing", "kbli", "Kode kegiatan (KBLI) belum dipilih."))
    elif record.kbli_proposed:
        sentence = f"Kode kegiatan {record.kbli} baru usulan. Pastikan, atau pilih yang lain."
        found.append(Doubt("kbli-proposed", "kbli", sentence))
    elif not fits(record.kbli, record.kbli_version, record.activity, record.product):
        sentence = f"Kode kegiatan {record.kbli} tidak cocok dengan tulisan kegiatannya. Periksa keduanya."
        found.append(Doubt("kbli-words", "kbli", sentence))
    elif record.kbli_version != "2025":
        sentence = f"Kode kegiatan {record.kbli} dari KBLI {record.kbli_version}. Pilih kode 2025."
        found.append(Doubt("kbli-old", "kbli", sentence))
    if record.existence is not None and record.existence not in COUNTED_EXISTENCE:
        found.append(Doubt("existence", "status", f"Keberadaan usaha: {existence_label(record.existence)}."))
    if record.name and any(other and folded(other) == folded(record.name) for other in others):
        sentence = "Pemilik ini punya usaha lain dengan nama yang sama."
        found.append(Doubt("same-name", "business_name", sentence, grave=True))
    return found


def _figures(record: BusinessRecord, scale_sales: str | None) -> list[Doubt]:
    figures = record.figures
    many = crowd(figures)
    found = [Doubt("workers-many", *many)] if many else []
    if figures is None or figures.turnover is None:
        sentence = "Omzet belum diisi, jadi skala usaha belum dapat ditentukan."
        return [*found, Doubt("turnover-missing", "turnover", sentence)]
    if figures.capital is None:
        found.append(Doubt("capital-missing", "capital", "Modal belum diisi."))
    people = with_sums(figures)
    if None not in (people.workers_total, people.workers_male, people.workers_female):
        both = (people.workers_male or 0) + (people.workers_female or 0)
        if both != people.workers_total:
            found.append(
                Doubt(
                    "workers-sum",
                    "workers_total",
                    f"Jumlah pekerja {show_number(people.workers_total or 0)}, sedangkan laki-laki dan perempuan "
                    f"{show_number(both)}.",
                    grave=True,
                )
            )
    told = folded(record.scale_as_written or "").removeprefix("usaha ")
    if told in scale.CLASSES and scale_sales and told != scale_sales:
        found.append(
            Doubt(
                "scale-claimed",
                "turnover",
                f"Sumber menulis skala {told}, sedangkan menurut omzet {scale.label(scale_sales).lower()}.",
                grave=True,
            )
        )
    return found
