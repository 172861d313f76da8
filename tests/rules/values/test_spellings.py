"""Hundreds of ways in which people write the same thing, and the doubtful ones that nobody should guess."""

from __future__ import annotations

import datetime as dt

import pytest

from digiloka.registry.fields import BY_KEY
from digiloka.registry.reading import Around, Paper
from digiloka.values.amounts import parse_amount
from digiloka.values.headcount import Headcount, parse_headcount
from digiloka.values.phone import parse_phones
from digiloka.values.place import parse_rt_rw, parse_village_rt_rw
from tests.rules.values.outcomes import outcome

TODAY = Around(today=dt.date(2026, 11, 22))
MONEY = (
    ("1,5 jt-an", 1_500_000, 1_500_000), ("500rb s/d 1jt", 500_000, 1_000_000),
    ("Rp. 1 500 000,-", 1_500_000, 1_500_000), ("±5jt", 5_000_000, 5_000_000), ("+- 5 jt", 5_000_000, 5_000_000),
    ("+/- 5jt/bln", 5_000_000, 5_000_000), ("2-3jt", 2_000_000, 3_000_000), ("2jt-3jt", 2_000_000, 3_000_000),
    ("2 s.d 3 juta", 2_000_000, 3_000_000), ("2 s/d 3 jt", 2_000_000, 3_000_000), ("2 sd 3jt", 2_000_000, 3_000_000),
    ("2 sampai 3 juta", 2_000_000, 3_000_000), ("Rp 2.000.000 - Rp 3.000.000", 2_000_000, 3_000_000),
    ("Rp2.000.000-3.000.000", 2_000_000, 3_000_000), ("2.000.000 – 3.000.000", 2_000_000, 3_000_000),
    ("< 5 juta", None, 5_000_000), ("> 5 juta", 5_000_000, None), ("<5jt", None, 5_000_000),
    (">5jt", 5_000_000, None), ("kurang dari 5 juta", None, 5_000_000), ("Lebih dari 150 juta", 150_000_000, None),
    ("di bawah 10 juta", None, 10_000_000), ("dibawah 10jt", None, 10_000_000), ("diatas 10 jt", 10_000_000, None),
    ("di atas Rp 10.000.000", 10_000_000, None), ("maks 10 juta", None, 10_000_000), ("max. 10jt", None, 10_000_000),
    ("minimal 1 juta", 1_000_000, None), ("min 1jt", 1_000_000, None), ("5 juta ke atas", 5_000_000, None),
    ("5jt keatas", 5_000_000, None), ("5 jt up", 5_000_000, None), ("5jt+", 5_000_000, None),
    ("satu juta", 1_000_000, 1_000_000), ("dua juta lima ratus ribu rupiah", 2_500_000, 2_500_000),
    ("lima ratus ribu", 500_000, 500_000), ("sejuta", 1_000_000, 1_000_000), ("setengah juta", 500_000, 500_000),
    ("satu setengah juta", 1_500_000, 1_500_000), ("1 1/2 juta", 1_500_000, 1_500_000),
    ("1½ juta", 1_500_000, 1_500_000),
    ("seratus ribu", 100_000, 100_000), ("1,5juta", 1_500_000, 1_500_000), ("1.5 JT", 1_500_000, 1_500_000),
    ("Rp 1,5 jt", 1_500_000, 1_500_000), ("Rp.1,5jt", 1_500_000, 1_500_000), ("IDR 1.500.000", 1_500_000, 1_500_000),
    ("1.500.000 IDR", 1_500_000, 1_500_000), ("Rp1500000", 1_500_000, 1_500_000), ("1.500.000,-", 1_500_000, 1_500_000),
    ("1.500.000.-", 1_500_000, 1_500_000), ("1.500.000,00", 1_500_000, 1_500_000),
    ("1,500,000.00", 1_500_000, 1_500_000),
    ("1 juta 500 ribu", 1_500_000, 1_500_000), ("1 jt 500 rb", 1_500_000, 1_500_000),
    ("1jt500rb", 1_500_000, 1_500_000),
    ("750 ribuan", 750_000, 750_000), ("750rb-an", 750_000, 750_000), ("750 rban", 750_000, 750_000),
    ("10jutaan", 10_000_000, 10_000_000), ("10 jt an", 10_000_000, 10_000_000),
    ("sekitar 10 juta", 10_000_000, 10_000_000), ("kira2 10 juta", 10_000_000, 10_000_000),
    ("kira kira 10jt", 10_000_000, 10_000_000), ("kurleb 10 juta", 10_000_000, 10_000_000),
    ("kurang lebih 10 juta", 10_000_000, 10_000_000), ("rata-rata 3 juta per bulan", 3_000_000, 3_000_000),
    ("rata2 3jt/bln", 3_000_000, 3_000_000), ("3jt perbulan", 3_000_000, 3_000_000),
    ("3 juta /bulan", 3_000_000, 3_000_000), ("3jt/bl", 3_000_000, 3_000_000), ("3 jt/bulan", 3_000_000, 3_000_000),
    ("Rp3.000.000/bulan", 3_000_000, 3_000_000), ("3.000.000 per bulan", 3_000_000, 3_000_000),
    ("100rb/hari", 100_000, 100_000), ("100.000 per hari", 100_000, 100_000), ("100 ribu sehari", 100_000, 100_000),
    ("36jt/thn", 36_000_000, 36_000_000), ("36 juta per tahun", 36_000_000, 36_000_000),
    ("36jt setahun", 36_000_000, 36_000_000), ("36 juta/th", 36_000_000, 36_000_000),
    ("700rb/minggu", 36_400_000, 36_400_000), ("5 M", 5_000_000_000, 5_000_000_000),
    ("1,2 M", 1200_000_000, 1200_000_000), ("1.2 milyar", 1200_000_000, 1200_000_000),
    ("2 miliyar", 2_000_000_000, 2_000_000_000), ("1 Milyar 500 juta", 1500_000_000, 1500_000_000),
    ("500 k", 500_000, 500_000), ("500K", 500_000, 500_000), ("10 mio", 10_000_000, 10_000_000),
    ("2,5 juta rupiah", 2_500_000, 2_500_000), ("Rp. 2,5 Juta,-", 2_500_000, 2_500_000),
    ("Modal 5 juta", 5_000_000, 5_000_000), ("omset 3jt", 3_000_000, 3_000_000),
    ("antara 2 dan 3 juta", 2_000_000, 3_000_000), ("antara 2-3 juta", 2_000_000, 3_000_000), ("Rp 0", 0, 0),
    ("nol", 0, 0), ("10.000.000-15.000.000", 10_000_000, 15_000_000), ("10jt s/d 15jt", 10_000_000, 15_000_000),
    ("≥ 10 juta", 10_000_000, None), ("<= 10jt", None, 10_000_000), ("≤ Rp 10.000.000", None, 10_000_000),
    ("Rp 5 juta s/d Rp 10 juta", 5_000_000, 10_000_000), ("5 juta hingga 10 juta", 5_000_000, 10_000_000),
    ("5-10 jt/bln", 5_000_000, 10_000_000), ("5 – 10 juta", 5_000_000, 10_000_000),
    ("5jt~10jt", 5_000_000, 10_000_000), ("0 - 5 juta", 0, 5_000_000),
    ("1 - 2,5 Miliar", 1_000_000_000, 2500_000_000), ("300 juta - 2,5 M", 300_000_000, 2500_000_000),
    ("Rp 300.000.000 s.d. Rp 2.500.000.000", 300_000_000, 2500_000_000), ("s/d 5 juta", None, 5_000_000),
    ("sampai 5 juta", None, 5_000_000), ("hingga 5jt", None, 5_000_000), ("mulai 5 juta", 5_000_000, None),
    ("paling banyak 5jt", None, 5_000_000), ("2 juta (dua juta rupiah)", 2_000_000, 2_000_000),
    ("2.000.000 (dua juta)", 2_000_000, 2_000_000), ("Rp 2.000.000 ( dua juta rupiah )", 2_000_000, 2_000_000),
    ("1.000.000.000", 1_000_000_000, 1_000_000_000), ("Rp 50 juta+", 50_000_000, None),
    ("50jt an", 50_000_000, 50_000_000), ("Rp.  2.000.000,- / bulan", 2_000_000, 2_000_000),
    ("2000000/bln", 2_000_000, 2_000_000), ("2jt sebulan", 2_000_000, 2_000_000),
    ("2 jt / bln", 2_000_000, 2_000_000), ("2 juta (per bulan)", 2_000_000, 2_000_000),
    ("Rp 15,000,000", 15_000_000, 15_000_000), ("tiga juta", 3_000_000, 3_000_000),
    ("3 jutaan/bulan", 3_000_000, 3_000_000), ("se juta", 1_000_000, 1_000_000), ("1jt-1,5jt", 1_000_000, 1_500_000),
    ("1-1,5 jt", 1_000_000, 1_500_000), ("500-750 ribu", 500_000, 750_000), ("500.000 s/d 750.000", 500_000, 750_000),
    ("500rb-1,5jt", 500_000, 1_500_000), ("±500rb", 500_000, 500_000), ("~ 3 juta", 3_000_000, 3_000_000),
    ("3 juta-an per bulan", 3_000_000, 3_000_000), ("Rp3jt", 3_000_000, 3_000_000),
    ("rp 3 jt", 3_000_000, 3_000_000), ("RP. 3.000.000", 3_000_000, 3_000_000), ("3,000,000", 3_000_000, 3_000_000),
    ("3 000 000", 3_000_000, 3_000_000), ("3.000.000 ,-", 3_000_000, 3_000_000),
    ("Rp3.000.000,- (tiga juta rupiah)", 3_000_000, 3_000_000), ("±Rp3jt", 3_000_000, 3_000_000),
    ("3jt lebih", 3_000_000, None), ("lebih kurang 3jt", 3_000_000, 3_000_000),
    ("lbh kurang 3 jt", 3_000_000, 3_000_000), ("Rp 3jt-5jt /bulan", 3_000_000, 5_000_000),
    ("3 - 5 JUTA PER BULAN", 3_000_000, 5_000_000),
)
NO_MONEY = (
    "1jt5", "1'500'000", "lk 10 juta", "2juta5ratus", "2 atau 3 juta", "2/3 juta", "10-15", "USD 100", "50 an juta",
    "15,5", "3.000.000.00",
)
ANSWERS = {
    "ya": (
        "Ya", "ya", "Y", "y", "V", "v", "✓", "✔", "√", "ada", "Ada", "ADA", "sudah", "Sudah", "sdh", "Sudah ada",
        "sdh ada", "sudah punya", "punya", "Memiliki", "ya, ada", "Iya", "yes", "Yes", "OK", "ok", "ya.", "Ya!",
        "ada.", "sdh", "Sudah Terbit", "terbit", "Bersertifikat", "Sudah bersertifikat", "sertifikat ada", "v ",
        "(v)", "[v]", "☑", "✅", "1", "TRUE", "Ya (ada)", "sudah halal", "lengkap", "tersedia", "punya sertifikat",
        "udah", "Udah ada", "ada (aktif)", "masih berlaku", "berlaku",
    ),
    "tidak": (
        "Tidak", "tidak", "T", "t", "tdk", "Tdk", "TIDAK", "belum", "Belum", "BELUM", "blm", "Blm", "belum ada",
        "blm ada", "tidak ada", "tdk ada", "tidak punya", "belum punya", "blm punya", "belum memiliki",
        "tidak memiliki", "X", "x", "✗", "✘", "❌", "gak ada", "ga ada", "nggak", "enggak", "no", "No", "N", "FALSE",
        "nihil", "belum sertifikat", "belum bersertifikat", "Belum Halal", "tidak halal", "belum terdaftar",
        "tidak terdaftar", "belum diurus", "belum mengurus", "belum daftar", "tidak perlu", "tdk perlu", "Belum.",
        "Tidak, belum",
    ),
    "proses": (
        "proses", "Proses", "dalam proses", "Dalam Proses", "dlm proses", "sedang proses", "sdg proses",
        "sedang diurus", "masih proses", "on process", "proses pengajuan", "sedang diajukan", "pengajuan",
        "diajukan", "sudah diajukan", "menunggu", "menunggu terbit", "tahap proses", "proses pendaftaran",
        "lagi diurus", "sedang mengurus", "masih dalam proses", "dalam pengurusan", "proses di OSS", "proses MUI",
        "proses BPJPH", "baru daftar", "sudah daftar", "akan diurus",
    ),
    "tidak_tahu": (
        "tidak tahu", "Tidak Tahu", "tdk tahu", "tdk tau", "gak tau", "kurang tahu", "kurang tau", "lupa",
        "tidak ingat", "belum tahu", "ga tahu", "entah", "ragu", "ragu-ragu", "tidak yakin", "tidak jelas",
        "belum jelas",
    ),
}
NO_ANSWER = ("[x]", "Ya/Tidak", "2", "mungkin")
BIRTHS = (
    "12/05/1980", "12-05-1980", "12.05.1980", "12 05 1980", "12 Mei 1980", "12 mei 1980", "12 MEI 1980",
    "12-Mei-1980", "12-May-1980", "12 May 1980", "May 12, 1980", "12 Mei, 1980", "1980-05-12", "1980/05/12",
    "12/5/1980", "12051980", "19800512", "12 Mei 80", "12/05/80", "Dumai, 12 Mei 1980", "Dumai 12-05-1980",
    "Dumai/12-05-1980", "DUMAI, 12/05/1980", "Bagan Siapi-api, 12 Mei 1980", "Tgl 12 Mei 1980",
    "tanggal 12 Mei 1980", "Senin, 12 Mei 1980", "12 - 05 - 1980", "12/ 05/ 1980", "12mei1980", "12 Mei1980",
    "12-5-80", "12 Mei '80", "12/V/1980", "12-V-1980", "12 V 1980", "12 Mei 1980.", "12/Mei/1980", "12-Mei-80",
    "12 Mey 1980", "P. Siantar, 12-05-1980", "Tj. Pinang,12/05/1980", "12 Mei tahun 1980",
)
BEGUN = {
    (2019, None): (
        "2019", "Tahun 2019", "Th 2019", "thn. 2019", "sejak 2019", "Sejak tahun 2019", "mulai 2019", "± 2019",
        "2019an",
        "awal 2019", "akhir 2019", "pertengahan 2019", "berdiri tahun 2019", "th.2019", "'2019", "7 tahun", "7th",
        "± 7 tahun", "7 tahun yang lalu", "sudah 7 tahun",
    ),
    (2019, 5): (
        "Mei 2019", "05/2019", "2019-05", "12 Mei 2019", "Mei-19", "5-2019", "bulan Mei 2019", "Mei tahun 2019",
        "Mei thn 2019",
    ),
    (2025, 5): ("1 tahun 6 bulan", "1,5 tahun"),
    None: ("baru", "turun temurun", "90an", "2019/2020", "2019-2020"),
}
PEOPLE = (
    "3", "3 orang", "3 org", "tiga", "Tiga orang", "3 pekerja", "3 karyawan", "3 (tiga)", "3 (tiga) orang", "±3",
    "sekitar 3 orang", "3 orang karyawan", "3 org pekerja", "3 orang tenaga kerja", "3.0", "3 jiwa", "3orang",
)
NO_PEOPLE = ("pemilik saja", "suami istri", "3-5", "2-3 orang", "belasan", "> 5", "2 (1 L)", "3 (2) 1", "dua atau tiga")
BY_SEX = (
    "2 L 1 P", "2L 1P", "2L1P", "L 2 P 1", "L=2 P=1", "L: 2, P: 1", "2 laki-laki 1 perempuan", "2 pria, 1 wanita",
    "laki2 2 org, pr 1 org", "3 (2L 1P)", "3 orang (2 L, 1 P)", "2 lk 1 pr", "L2/P1", "2(L) 1(P)", "2 (L), 1 (P)",
    "Laki-laki : 2 Perempuan : 1", "2 orang laki-laki dan 1 orang perempuan", "P 1 L 2", "1P, 2L", "2 L + 1 P",
    "2 cowok 1 cewek",
)
TWO_PHONES = (
    "0812-3456-7890/0813-4567-8901", "081234567890, 081345678901", "081234567890 dan 081345678901",
    "081234567890 & 081345678901", "081234567890\n081345678901", "081234567890 (WA) 081345678901 (HP)",
    "081234567890 atau 081345678901", "081234567890;081345678901", "081234567890-081345678901",
    "081234567890 081345678901", "HP 081234567890 WA 081345678901",
)
NO_PHONES = ("-", "tidak ada", "belum punya hp", "tdk punya HP", "tidak ada no. WA", "0", "9999")
RT_RW = (
    "003/001", "3/1", "RT 3 RW 1", "RT.003/RW.001", "rt03 rw01", "RT/RW 03/01", "RT:03 RW:01", "03-01", "03.01",
    "03 01",
    "RT III RW I",
    "RT. 03 / RW. 01", "RW 01 RT 03", "RT03/01", "03/RW 01", "R.T 03 R.W 01", "RT No. 3 RW No. 1",
    "RT o3/RW O1",
)
VILLAGES = (
    "Teluk Binjai, 3, 1", "Teluk Binjai, RT 3, RW 1", "Teluk Binjai RT 3/1", "Teluk Binjai 003/001", "Teluk Binjai/3/1",
    "Teluk Binjai (RT 03 RW 01)", "Teluk Binjai; 3; 1", "Teluk Binjai - 3 - 1", "RT 03 RW 01 Teluk Binjai",
    "RT 03/01, Teluk Binjai",
)


@pytest.mark.parametrize(("written", "low", "high"), MONEY)
def test_an_amount_is_read_however_it_is_written(written: str, low: int | None, high: int | None) -> None:
    amount = parse_amount(written)
    assert amount is not None
    assert (amount.low, amount.high) == (low, high)


@pytest.mark.parametrize("written", NO_MONEY)
def test_an_amount_that_may_be_another_is_not_guessed(written: str) -> None:
    assert str(outcome(parse_amount, written)).startswith("!")


@pytest.mark.parametrize(("status", "written"), [(status, told) for status, all_ in ANSWERS.items() for told in all_])
def test_an_answer_is_read_however_it_is_written(status: str, written: str) -> None:
    assert read("halal", written) == Paper(status)


@pytest.mark.parametrize("written", NO_ANSWER)
def test_an_answer_that_may_be_another_is_not_guessed(written: str) -> None:
    assert str(read("halal", written)).startswith("!")


@pytest.mark.parametrize("written", BIRTHS)
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert read("birth_date", written) == dt.date(1980, 5, 12)


@pytest.mark.parametrize(("begun", "written"), [(begun, told) for begun, all_ in BEGUN.items() for told in all_])
def test_a_beginning_is_read_however_it_is_written(begun: tuple[int, int | None] | None, written: str) -> None:
    assert read("start_date", written) == (begun or "!start-shape")


@pytest.mark.parametrize("written", PEOPLE)
def test_people_are_counted_however_they_are_written(written: str) -> None:
    assert read("workers_total", written) == 3


@pytest.mark.parametrize("written", NO_PEOPLE)
def test_people_that_may_be_more_or_fewer_are_not_guessed(written: str) -> None:
    assert read("workers_total", written) == "!count-words"


@pytest.mark.parametrize("written", BY_SEX)
def test_men_and_women_are_told_apart_however_they_are_written(written: str) -> None:
    assert parse_headcount(written, None) == Headcount(3, 2, 1)


@pytest.mark.parametrize("written", TWO_PHONES)
def test_two_phones_in_a_cell_are_two(written: str) -> None:
    assert parse_phones(written) == ["+6281234567890", "+6281345678901"]


@pytest.mark.parametrize("written", NO_PHONES)
def test_no_phone_is_no_phone_however_it_is_written(written: str) -> None:
    assert parse_phones(written) == []


@pytest.mark.parametrize("written", RT_RW)
def test_rt_and_rw_are_read_however_they_are_written(written: str) -> None:
    assert parse_rt_rw(written) == ("003", "001")


@pytest.mark.parametrize("written", VILLAGES)
def test_a_kelurahan_with_its_rt_and_rw_comes_apart(written: str) -> None:
    assert parse_village_rt_rw(written) == ("Teluk Binjai", "003", "001")


def read(key: str, written: str) -> object:
    return outcome(lambda: BY_KEY[key].read(written, [], TODAY))
