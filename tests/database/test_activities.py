"""The code tables in the database, on both kinds: ours at setup, official ones over them, search, proposals."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from digiloka.activities import actions, queries
from digiloka.activities.models import OWN, ActivityCode, ActivityConversion
from digiloka.activities.own_tables import codes
from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.values.refusal import Refused

ADMIN = Actor(None, "admin", "cli")


@pytest.fixture
def known(session: Session) -> Session:
    actions.load_own(session)
    return session


def table(folder: Path, *lines: str, name: str = "kbli.csv") -> Path:
    file = folder / name
    file.write_text("versi,kode,tingkat,kategori,judul,uraian,status\n" + "\n".join(lines) + "\n")
    return file


def pairs(folder: Path, *lines: str) -> Path:
    file = folder / "konversi.csv"
    file.write_text("kode_2020,kode_2025,jenis,dasar,perlu_tinjau\n" + "\n".join(lines) + "\n")
    return file


def count(session: Session, **which: object) -> int:
    return session.scalar(select(func.count()).select_from(ActivityCode).filter_by(**which)) or 0


def test_setup_stores_our_own_tables_and_again_changes_nothing(session: Session) -> None:
    first = actions.load_own(session)
    assert (first.entries, count(session)) == (len(codes()), len(codes()))
    assert first.pairs == session.scalar(select(func.count()).select_from(ActivityConversion))
    assert count(session, version="2025", level=2) == 87
    again = actions.load_own(session)
    assert (again.entries, again.pairs, count(session)) == (0, 0, len(codes()))
    assert again.sentence() == "Tidak ada kode baru."


def test_setup_brings_an_older_title_of_ours_up_to_date(known: Session) -> None:
    row = known.get(ActivityCode, ("2025", "10794"))
    row.title = "Judul lama"
    known.flush()
    known.expire_all()
    assert actions.load_own(known).entries == 1
    assert queries.title_of(known, "10794", "2025") != "Judul lama"


def test_an_official_table_takes_the_place_of_ours_and_setup_leaves_it(known: Session, tmp_path: Path) -> None:
    file = table(
        tmp_path, "2025,C,1,C,INDUSTRI,,aktif", "2025,10,2,C,INDUSTRI MAKANAN,,aktif",
        "2025,10794,5,C,INDUSTRI KERUPUK RESMI,Mencakup kerupuk,aktif", "2025,03212,5,A,IKAN HIAS LAUT,,aktif",
    )  # fmt: skip
    loaded = actions.load_file(known, file)
    assert (loaded.entries, loaded.five_digit) == (4, {"2025": 2})
    assert loaded.sentence() == "2 kode KBLI 2025 dimuat (4 baris)."
    kerupuk = known.get(ActivityCode, ("2025", "10794"))
    assert (kerupuk.title, kerupuk.description) == ("INDUSTRI KERUPUK RESMI", "Mencakup kerupuk")
    assert kerupuk.source == "kbli.csv"
    assert count(known, version="2025", level=2) == 87  # what the file left out stands as ours
    assert count(known, version="2020", source=OWN) == count(known, version="2020")
    actions.load_own(known)
    assert queries.title_of(known, "10794", "2025") == "INDUSTRI KERUPUK RESMI"


def test_loading_the_same_file_twice_gives_the_same_rows(known: Session, tmp_path: Path) -> None:
    file = table(tmp_path, "2025,10794,5,C,INDUSTRI KERUPUK,,aktif", "2025,03212,5,A,IKAN HIAS LAUT,,aktif")
    actions.load_file(known, file)
    before = known.execute(select(ActivityCode.version, ActivityCode.code, ActivityCode.title).order_by(
        ActivityCode.version, ActivityCode.code)).all()  # fmt: skip
    actions.load_file(known, file)
    after = known.execute(select(ActivityCode.version, ActivityCode.code, ActivityCode.title).order_by(
        ActivityCode.version, ActivityCode.code)).all()  # fmt: skip
    assert before == after


def test_a_refused_file_stores_nothing(known: Session, tmp_path: Path) -> None:
    before = count(known)
    with pytest.raises(Refused):
        actions.load_file(known, table(tmp_path, "2025,10794,5,C,KERUPUK,,aktif", "2019,10794,5,C,KERUPUK,,aktif"))
    assert count(known) == before
    assert known.get(ActivityCode, ("2025", "10794")).source == OWN


def test_loading_leaves_a_line_in_the_journal_when_a_person_did_it(known: Session, tmp_path: Path) -> None:
    file = table(tmp_path, "2025,03212,5,A,IKAN HIAS LAUT,,aktif")
    actions.load_file(known, file, ADMIN, "14.72")
    known.flush()
    line = known.scalars(select(JournalLine)).one()
    assert (line.action, line.actor_role, line.reason) == ("activities.load", "admin", "kbli.csv")
    assert line.city_code == "14.72"
    assert line.changes == {"entries": [None, 1], "pairs": [None, 0]}


def test_search_finds_our_words_and_titles_that_only_the_table_knows(known: Session, tmp_path: Path) -> None:
    assert queries.search_codes(known, "warung kopi")[0].code == "56304"
    assert [hit.code for hit in queries.search_codes(known, "satwa liar")][:1] != ["01498"]
    actions.load_file(known, table(tmp_path, "2025,01498,5,A,PENANGKARAN SATWA LIAR,,aktif",
                                   "2025,09999,5,B,SATWA LAMA,,warisan_2017"))  # fmt: skip
    hits = queries.search_codes(known, "satwa liar")
    assert (hits[0].code, hits[0].version, hits[0].title) == ("01498", "2025", "PENANGKARAN SATWA LIAR")
    assert "09999" not in [hit.code for hit in queries.search_codes(known, "satwa lama")]
    assert queries.search_codes(known, "warung kopi")[0].code == "56304"
    assert len(queries.search_codes(known, "jual kue", limit=3)) == 3
    assert {hit.version for hit in queries.search_codes(known, "bengkel motor", version="2020")} == {"2020"}


def test_search_works_before_setup_on_our_words_alone(session: Session) -> None:
    assert queries.search_codes(session, "laundry")[0].code == "96100"
    assert queries.search_own("laundry") == queries.search_codes(session, "laundry")


def test_a_code_of_2020_leads_to_proposals_and_never_to_an_answer(known: Session, tmp_path: Path) -> None:
    own = queries.proposal_2020_to_2025(known, "45407")
    assert [(one.code, one.needs_review, one.source) for one in own] == [("95320", True, OWN)]
    assert own[0].title
    actions.load_file(known, pairs(tmp_path, "45407,95320,berubah,oss,0", "10299,10219,dipecah,oss,1",
                                   "10299,10298,tetap,oss,0", "01721,,tidak_ada,oss,1"))  # fmt: skip
    assert [(one.code, one.needs_review) for one in queries.proposal_2020_to_2025(known, "45407")] == [("95320", False)]
    assert [one.code for one in queries.proposal_2020_to_2025(known, "10299")] == ["10298", "10219"]
    assert queries.proposal_2020_to_2025(known, "01721") == []
    assert queries.proposal_2020_to_2025(known, "99999") == []
    kept = queries.proposal_2020_to_2025(known, "10391")  # ours, which the file does not have
    assert [(one.code, one.source) for one in kept] == [("10307", OWN)]


@pytest.mark.needs("shared")
def test_the_full_official_tables_load_over_ours(known: Session, shared: Path) -> None:
    folder = shared / "data" / "kbli"
    for version, entries, five in (("2020", 2715, 1794), ("2025", 2444, 1559)):
        loaded = actions.load_file(known, folder / f"kbli_{version}.csv")
        assert (loaded.entries, loaded.five_digit) == (entries, {version: five})
        assert count(known, version=version, level=5) == five
    conversion = actions.load_file(known, folder / "kbli_konversi_2020_2025.csv")
    assert conversion.pairs > 1900
    assert actions.load_own(known).entries == 0
    assert queries.proposal_2020_to_2025(known, "45407")[0].code == "95320"
    assert queries.search_codes(known, "pertambangan emas")[0].code == "07221"
