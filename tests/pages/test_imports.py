"""The import pages with batches in every state."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest

from digiloka.database import transaction
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.web.import_rows import row_view
from tests.people import person, sign_in, signed_in
from tests.surveying import row, survey

STATES = ("uploaded", "checking", "planned", "applying", "applied", "undoing", "undone", "discarded", "refused",
          "failed")


@pytest.fixture
def officer(app):
    user, client = person(app, "dinas"), app.test_client()
    sign_in(client, user.email)
    client.user_id = user.id
    return client


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({}, "Paling besar 100 MB dan 300.000 baris"),
        ({"upload_bytes": 5 << 20, "upload_rows": 1_000}, "Paling besar 5 MB dan 1.000 baris"),
        ({"upload_bytes": 512 << 10}, "Paling besar 512 KB dan 300.000 baris"),
    ],
)
def test_the_upload_form_names_the_limits_as_they_are_set(app, officer, limits, told):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **limits)
    assert told in officer.get("/impor/baru").text


@pytest.mark.parametrize("area", ["14.72.01.1006", "99", None])
def test_an_area_that_is_not_the_senders_is_refused_in_words(app, area):
    client = signed_in(app, "kelurahan", area_code="14.72.02.1002")
    sent = {"file": (BytesIO(survey(row())), "survei.xlsx"), **({"area": area} if area else {})}
    answer = client.post("/impor/baru", data=sent)
    assert answer.status_code == 422
    assert "Pilih wilayah dari daftar." in answer.text
    assert "valid choice" not in answer.text


@pytest.mark.parametrize("state", STATES)
def test_the_list_and_the_page_of_a_batch_open_in_every_state(app, officer, state):
    with app.app_context(), transaction() as session:
        batch = ImportBatch(
            city_code="14.72", area_code="14.72", user_id=officer.user_id, file_name="survei.xlsx", state=state,
            message="Berkas ini kosong.", sheets=[], counts={"rows": 0}, summary={"faults": [], "sheet_faults": []},
        )
        session.add(batch)
        session.flush()
        batch_id = batch.id
    listed = officer.get("/impor")
    assert listed.status_code == 200
    assert "survei.xlsx" in listed.text
    assert officer.get(f"/impor/{batch_id}").status_code == 200
    assert officer.get(f"/impor/{batch_id}/kemajuan").status_code == 200


def test_numbers_of_a_cell_are_shown_as_they_were_typed():
    columns = [{"letter": "A", "heading": "Omzet", "field": "turnover"},
               {"letter": "B", "heading": "HP", "field": "phone"}]
    batch = SimpleNamespace(sheets=[{"name": "Data", "columns": columns}])
    content = {"raw": [2500000.0, 81234500033.0], "faults": [], "reasons": []}
    row = SimpleNamespace(sheet=0, row=2, decision="new", outcome=None, held=None, content=content)
    assert row_view(row, batch, None, None)["rest"] == [("A · Omzet", "2500000"), ("B · HP", "•••••••0033")]


def test_a_batch_of_another_area_does_not_exist(app, officer):
    with app.app_context(), transaction() as session:
        batch = ImportBatch(city_code="14.72", area_code="14.72.01", user_id=officer.user_id, state="planned")
        session.add(batch)
        session.flush()
        batch_id = batch.id
    stranger = app.test_client()
    sign_in(stranger, person(app, "kelurahan", area_code="14.72.02.1002").email)
    assert stranger.get(f"/impor/{batch_id}").status_code == 404


def test_a_phone_in_a_column_of_two_things_is_masked_like_any_other(app, officer):
    content = {
        "raw": ["Siti Aminah", "Jl. Mawar 081234500001 atau 081234500002"], "reasons": [], "changes": {},
        "faults": [["B", "address", "two-in-one", "Sel ini berisi Alamat dan Nomor HP.", "cell"]],
    }  # fmt: skip
    columns = [
        {"letter": "A", "index": 0, "heading": "Nama Pemilik", "field": "owner_name"},
        {"letter": "B", "index": 1, "heading": "Alamat/No HP", "field": None, "fields": ["address", "phone"]},
    ]
    with app.app_context(), transaction() as session:
        batch = ImportBatch(
            city_code="14.72", area_code="14.72", user_id=officer.user_id, state="planned", counts={"rows": 1},
            sheets=[{"name": "Data", "columns": columns}], summary={"faults": [], "sheet_faults": []},
        )  # fmt: skip
        session.add(batch)
        session.flush()
        session.add(ImportRow(batch_id=batch.id, position=0, sheet=0, row=2, decision="new", content=content))
        batch_id = batch.id
    page = officer.get(f"/impor/{batch_id}").text
    assert "Siti Aminah" in page
    assert "08123450000" not in page
    assert "Sel ini berisi Alamat dan Nomor HP." in page
    columns = officer.get(f"/impor/{batch_id}/kolom").text
    assert "Alamat dan Nomor HP" in columns, "the column is told under both names"
    assert "08123450000" not in columns


@pytest.mark.parametrize("kept", [[], [{"number": "1472-AAAA-BBBB", "reason": "Sudah diubah sesudah impor."}]])
def test_what_an_undoing_had_to_keep_is_offered_again_and_nothing_else(app, officer, kept):
    report = {"withdrawn": 2, "restored": 0, "reversed": 2, "kept": kept}
    with app.app_context(), transaction() as session:
        batch = ImportBatch(
            city_code="14.72", area_code="14.72", user_id=officer.user_id, file_name="survei.xlsx", state="undone",
            sheets=[], counts={"rows": 3}, summary={"faults": [], "sheet_faults": []}, undo_report=report,
        )
        session.add(batch)
        session.flush()
        batch_id = batch.id
    page = officer.get(f"/impor/{batch_id}").text
    assert ("Batalkan yang tersisa" in page) == bool(kept)
    if kept:
        asked = officer.get(f"/impor/{batch_id}/batalkan").text
        assert "1 usaha yang tadi tetap, seluruhnya atau sebagian, akan dicoba lagi." in asked
    sent = officer.post(f"/impor/{batch_id}/batalkan")
    assert sent.status_code == 302
    with app.app_context(), transaction() as session:
        assert session.get_one(ImportBatch, batch_id).state == ("undoing" if kept else "undone")


def test_an_officer_sees_what_the_dinas_sent_for_the_area_and_does_not_take_it_back(app, officer):
    with app.app_context(), transaction() as session:
        batch = ImportBatch(
            city_code="14.72", area_code="14.72.02.1002", user_id=officer.user_id, sender_area="14.72",
            file_name="survei.xlsx", state="applied", sheets=[], counts={"rows": 3, "done_created": 3},
            summary={"faults": [], "sheet_faults": []},
        )
        session.add(batch)
        session.flush()
        batch_id = batch.id
    of_kelurahan = signed_in(app, "kelurahan", area_code="14.72.02.1002")
    assert "Batalkan impor ini" in officer.get(f"/impor/{batch_id}").text
    assert "Batalkan impor ini" not in of_kelurahan.get(f"/impor/{batch_id}").text
    for answer in (of_kelurahan.get(f"/impor/{batch_id}/batalkan"), of_kelurahan.post(f"/impor/{batch_id}/batalkan")):
        assert answer.location == f"/impor/{batch_id}"
    assert "Minta dinas mengubah" in of_kelurahan.get(f"/impor/{batch_id}").text
    with app.app_context(), transaction() as session:
        assert session.get_one(ImportBatch, batch_id).state == "applied"


def left_row(position, outcome, held=None, changes=(), reasons=()):
    content = {"raw": ["Siti"], "faults": [], "reasons": list(reasons), "number": "1472-AAAA-BBBB",
               "changes": {key: [1, 2] for key in changes}}
    return ImportRow(position=position, sheet=0, row=position + 2, decision="changed", outcome=outcome, held=held,
                     content=content)


LEFT = [
    (left_row(0, "conflict"), "Baris 2: Datanya sudah diubah lagi sesudah berkas diperiksa. Unggah lagi berkas ini."),
    (left_row(1, "kept", "notes", ["notes"]),
     "Baris 3: Datanya berubah sesudah berkas diperiksa, jadi Keterangan tidak diubah. Putuskan sendiri di halaman "
     "usahanya."),
    (left_row(2, "amended", "phone", ["notes"], ["Pemilik ini lain, jadi Nomor HP tidak diubah.", "Berubah."]),
     "Baris 4: Pemilik ini lain, jadi Nomor HP tidak diubah."),
    (left_row(3, "amended", None, ["notes"]), None),
]


def test_an_applied_batch_names_the_rows_that_were_not_written_whole(app, officer):
    columns = [{"letter": "A", "heading": "Nama", "field": "owner_name"}]
    with app.app_context(), transaction() as session:
        batch = ImportBatch(
            city_code="14.72", area_code="14.72", user_id=officer.user_id, file_name="survei.xlsx", state="applied",
            sheets=[{"name": "Data", "left_out": None, "columns": columns}], summary={"faults": [], "sheet_faults": []},
            counts={"rows": 4, "changed": 4, "done_amended": 2, "done_conflict": 1, "done_kept": 1},
        )
        session.add(batch)
        session.flush()
        session.add_all(row for row, _ in LEFT)
        for row, _ in LEFT:
            row.batch_id = batch.id
        batch_id = batch.id
    page = officer.get(f"/impor/{batch_id}").text
    assert "Ada yang tidak dimasukkan seluruhnya" in page
    assert [line for _, line in LEFT if line and f"<li>{line}</li>" not in page] == []
    assert "<li>Baris 5" not in page
    assert page.count("Tidak dimasukkan</") == 2, "the two that were not written at all are marked"
    assert page.count("Dimasukkan sebagian</") == 1
    cards = [card.split("</article>")[0] for card in page.split("<article ")[1:]]
    said = [line and line.partition(": ")[2] for _, line in LEFT]
    assert [card.count("<strong>") for card in cards] == [1, 1, 1, 0]
    assert [card.count(why) for card, why in zip(cards, said, strict=True) if why] == [1, 1, 1], "says why, once"
    assert "Berubah." in cards[2]


OLD = {"withdrawn": 2, "restored": 0, "reversed": 2, "kept": [{"number": "1472-AAAA-BBBB", "reason": "Sudah diubah."}]}
PART = {"number": "1472-AAAA-BBBB", "reason": "Isian ini sudah diubah lagi: Omzet.", "back": ["Alamat usaha"]}
WHOLE = {"number": "1472-CCCC-DDDD", "reason": "Sudah diubah."}


def report_of(back=0, *kept):
    return {"withdrawn": 0, "restored": back, "reversed": back, "partly": sum("back" in each for each in kept),
            "kept": list(kept), "rows": []}


@pytest.mark.parametrize(("report", "rows", "tag", "heading", "told"), [
    (report_of(2), (2, 0, 0), "Dibatalkan", "Impor ini sudah dibatalkan", "2 usaha dikembalikan."),
    (report_of(0, WHOLE), (0, 0, 1), "Belum dapat dibatalkan", "Impor ini belum dapat dibatalkan",
     "0 usaha dikembalikan, 1 tetap."),
    (report_of(0, PART), (0, 1, 0), "Dibatalkan sebagian", "Impor ini baru dibatalkan sebagian",
     "0 usaha dikembalikan, 1 dikembalikan sebagian."),
    (report_of(3, PART, WHOLE), (3, 1, 1), "Dibatalkan sebagian", "Impor ini baru dibatalkan sebagian",
     "3 usaha dikembalikan, 1 dikembalikan sebagian, 1 tetap."),
    (OLD, None, "Dibatalkan", "Impor ini baru dibatalkan sebagian", "2 usaha dikembalikan, 1 tetap."),
], ids=["all", "nothing", "one in part", "some", "as a report was kept earlier"])  # fmt: skip
def test_what_an_undoing_came_to_is_said_as_it_is(app, officer, report, rows, tag, heading, told):
    counts = {"rows": 5, "done_amended": 5}
    counts |= dict(zip(("undone_back", "undone_partly", "undone_kept"), rows, strict=True)) if rows else {}
    batch_id = stored(app, officer, state="undone", counts=counts, undo_report=report)
    page = officer.get(f"/impor/{batch_id}").text
    assert f">{tag}</" in page
    assert heading in page
    assert told in page
    assert ("Sudah dikembalikan: Alamat usaha. Isian ini sudah diubah lagi: Omzet." in page) == (PART in report["kept"])
    assert cells_of(officer, "Masuk") == [str(sum(rows[1:])) if rows else "–"]


@pytest.mark.parametrize(("counts", "state", "came", "left"), [
    ({"done_created": 8, "refused": 1, "doubtful": 1}, "Sudah masuk", "8", "2"),
    ({"doubtful": 1, "done_conflict": 9}, "Tidak ada yang masuk", "0", "10"),
    ({"done_amended": 5, "done_missing": 2, "done_kept": 3}, "Sudah masuk", "5", "5"),
    ({"same": 10}, "Sudah masuk", "0", "0"),
])  # fmt: skip
def test_the_history_counts_every_row_that_was_not_taken(app, officer, counts, state, came, left):
    batch_id = stored(app, officer, state="applied", counts={"rows": 10, **counts})
    assert (cells_of(officer, "Masuk"), cells_of(officer, "Tidak masuk")) == ([came], [left])
    assert state in officer.get("/impor").text
    assert f">{state}</" in officer.get(f"/impor/{batch_id}").text


@pytest.mark.parametrize(("counts", "offered", "told"), [
    ({"new": 3, "done_created": 3}, "Batalkan impor ini", "3 usaha baru akan ditarik"),
    ({"doubtful": 1, "changed": 9, "done_conflict": 9}, None, None),
    ({"refused": 2, "changed": 1, "done_kept": 1}, None, None),
    ({"refused": 1, "same": 4, "changed": 1, "done_missing": 1}, "Batalkan berkas ini", "Tidak ada data yang ditarik"),
    ({"new": 3, "done_same": 3}, "Batalkan berkas ini", "Tidak ada data yang ditarik"),
], ids=str)  # fmt: skip
def test_only_what_there_is_to_take_back_is_offered(app, officer, counts, offered, told):
    """A row that said again what was known holds its business: without a way back nobody could let go of it."""
    batch_id = stored(app, officer, state="applied", counts={"rows": 10, **counts})
    page, asked = officer.get(f"/impor/{batch_id}").text, officer.get(f"/impor/{batch_id}/batalkan")
    assert re.findall(r"Batalkan (?:impor|berkas) ini", page) == ([offered] if offered else [])
    assert (told in asked.text) if told else (asked.location == f"/impor/{batch_id}")
    officer.post(f"/impor/{batch_id}/batalkan")
    with app.app_context(), transaction() as session:
        assert session.get_one(ImportBatch, batch_id).state == ("undoing" if offered else "applied")


@pytest.mark.parametrize(("counts", "words"), [
    ({"new": 1, "refused": 9}, "Siap dimasukkan"),
    ({"changed": 10}, "Siap dimasukkan"),
    ({"same": 10}, "Tidak ada yang perlu dimasukkan"),
    ({"same": 9, "refused": 1}, "Belum ada yang bisa dimasukkan"),
    ({"doubtful": 10}, "Belum ada yang bisa dimasukkan"),
], ids=str)  # fmt: skip
def test_the_history_says_of_a_plan_what_its_page_says(app, officer, counts, words):
    batch_id = stored(app, officer, state="planned", counts={"rows": 10, **counts})
    empty = words != "Siap dimasukkan"
    assert re.findall(r'data-label="Keadaan"[^>]*>.*?<span class="tag[^>]*>([^<]*)<', officer.get("/impor").text,
                      re.DOTALL) == [words]
    page = officer.get(f"/impor/{batch_id}").text
    assert f">{words}</" in page
    assert (f"<p>{words}: tidak ada baris baru atau berubah" in page) == empty


def stored(app, officer, **told):
    with app.app_context(), transaction() as session:
        batch = ImportBatch(city_code="14.72", area_code="14.72", user_id=officer.user_id, file_name="survei.xlsx",
                            sheets=[], summary={"faults": [], "sheet_faults": []}, **told)
        session.add(batch)
        session.flush()
        return batch.id


def cells_of(officer, label):
    """What the history says under a heading, file by file."""
    return re.findall(rf'data-label="{label}"[^>]*><span>([^<]*)<', officer.get("/impor").text)
