"""Layouts the rules were mended on: kelurahan, RT and offices of a city."""

from __future__ import annotations

from tests.workbooks.layouts.paper import Paper, paper

LETTERHEAD = (
    "PEMERINTAH KOTA DUMAI", "KECAMATAN DUMAI TIMUR", "KELURAHAN TELUK BINJAI", "",
    "DATA PELAKU USAHA MIKRO TAHUN 2025", "",
)  # fmt: skip

PAPERS: tuple[Paper, ...] = (
    paper(
        "kelurahan, two heading rows, numbering, signature",
        """NO:no:row_number; NAMA PEMILIK:PERSON:owner_name; NIK:nik:nik; ALAMAT:street:address; RT:rt3:rt; RW:rt3:rw;
        NO. HP/WA:phone:phone; NAMA USAHA:SHOP:business_name; JENIS USAHA:goods:activity|sector|product;
        MODAL (Rp):money:capital x1; OMZET PER BULAN (Rp):money:turnover x1 month;
        TENAGA KERJA > L:few:workers_male; TENAGA KERJA > P:few:workers_female; PERIZINAN > NIB:tick:nib;
        PERIZINAN > PIRT:tick:pirt; PERIZINAN > HALAL:tick:halal; KET:remark:notes""",
        "#({})",
        18,
        "=JUMLAH",
        "sign",
        above=LETTERHEAD,
        year=2025,
        area="Teluk Binjai",
    ),
    paper(
        "RT list with neighbourhood sections and subtotals",
        """No.:no:row_number; Nama:person:owner_name; Alamat:street:address; Usaha:goods:activity|business_name;
        Lama Usaha:age_years:-; No HP:some_phone:phone; Ket.:remark:notes""",
        "~RT 01",
        6,
        "=Jumlah RT 01",
        "~RT 02",
        7,
        "=Jumlah RT 02",
        "",
        "=TOTAL",
        above=("DAFTAR UMKM RW 005 KELURAHAN RIMBA SEKAMPUNG", "KECAMATAN DUMAI KOTA"),
        area="Rimba Sekampung",
    ),
    paper(
        "groups by letter over the rows",
        """NO:no:row_number; NAMA USAHA:shop:business_name; NAMA PEMILIK:person:owner_name; ALAMAT:street_rt:address;
        PRODUK:goods:product; OMZET/BLN:money:turnover month; TELP/HP:phone:phone""",
        "~A|KULINER",
        6,
        "~B|FASHION",
        5,
        "~C|KERAJINAN TANGAN",
        4,
        "!Catatan: data sementara",
        above=("DAFTAR UMKM BINAAN PLUT KOTA DUMAI", "SEMESTER I TAHUN 2025"),
        year=2025,
    ),
    paper(
        "three heading rows, BPS style",
        """No Urut:no:row_number; Identitas Pengusaha > Nama:person:owner_name; Identitas Pengusaha > NIK:some_nik:nik;
        Identitas Pengusaha > Jenis Kelamin:{1|2}:sex; Identitas Pengusaha > Umur:age:age;
        Identitas Pengusaha > No. HP:some_phone:phone; Usaha > Nama Usaha:angle:business_name;
        Usaha > Alamat Usaha:street:business_address; Usaha > Kegiatan Utama:goods:activity;
        Usaha > Kode KBLI:kbli:kbli; Pekerja > Dibayar > L:few:-|workers_male;
        Pekerja > Dibayar > P:few:-|workers_female; Pekerja > Tidak Dibayar > L:few:-|workers_male;
        Pekerja > Tidak Dibayar > P:few:-|workers_female; Tahun Mulai Operasi:year:start_date""",
        "#({})",
        15,
        above=("ENTRI DATA UMKM KELURAHAN BUKIT DATUK RT 007 TAHUN 2026",),
        year=2026,
        area="Bukit Datuk",
    ),
    paper(
        "parents of blanks only",
        """NO:no:row_number; NAMA USAHA:shop:business_name; NAMA PEMILIK:person:owner_name; ␣ > JALAN:street:address;
        ␣ > DESA/KELURAHAN:village:village; ␣ > KECAMATAN:district:district; TELP:phone:phone;
        KOMODITI:goods:sector|product|activity; TK > LK:few:workers_male; TK > PR:few:workers_female;
        NILAI INVESTASI (Rp. 000):thousands:investment x1000;
        NILAI PRODUKSI (Rp. 000):thousands:production_value x1000""",
        20,
        above=("DATA INDUSTRI KECIL DAN MENENGAH",),
    ),
    paper(
        "unit told above the table",
        """No:no:row_number; Nama Perusahaan:shop:business_name; Nama Pimpinan:person:owner_name;
        Alamat:street:address; Jenis Industri:goods:sector|activity|product; Investasi:hundreds:investment x1000000;
        Omset:hundreds:turnover x1000000; Jml TK:few:workers_total""",
        12,
        above=("DAFTAR IKM KOTA DUMAI", "Keadaan s.d. 31 Oktober 2024", "(dalam juta rupiah)"),
        as_of="2024-10-31",
        year=2024,
    ),
    paper(
        "owner's home beside the business's place",
        """No:no:row_number; Nama Lengkap:person:owner_name; NIK:nik:nik; Alamat KTP > Jalan:street:owner_address;
        Alamat KTP > Kelurahan:village:-|owner_address; Alamat KTP > Kecamatan:district:-|owner_address;
        Nama Usaha:shop:business_name; Alamat Usaha > Jalan:street:business_address;
        Alamat Usaha > Kelurahan:village:village; Alamat Usaha > Kecamatan:district:district;
        Jenis Usaha:goods:activity|sector|product; Telp Rumah:some_phone:phone; HP/WA:phone:phone""",
        16,
    ),
    paper(
        "home and business columns with their names in them",
        """NO:no:row_number; NAMA PELAKU USAHA:person:owner_name; ALAMAT RUMAH:street:owner_address;
        KELURAHAN (RUMAH):village:-|owner_address; NAMA USAHA:shop:business_name;
        ALAMAT TEMPAT USAHA:street:business_address; KELURAHAN (USAHA):village:village;
        KECAMATAN (USAHA):district:district; BIDANG USAHA:{Kuliner|Fesyen|Jasa}:sector""",
        15,
        above=("REKAPITULASI DATA UMKM KECAMATAN DUMAI BARAT TAHUN 2024",),
        year=2024,
        area="Dumai Barat",
    ),
    paper(
        "numbered headings",
        """1. No:no:row_number; 2. Nama Pemilik Usaha:person:owner_name; 3. Jenis Kelamin (L/P):sex:sex;
        4. Tempat/Tgl Lahir:birth:birth_date|birth_place; 5. Pendidikan Terakhir:school:education;
        6. Nama Usaha/Merk:shop:business_name; 7. Tahun Berdiri:year:start_date;
        8. Alamat Usaha (Jl/RT/RW):street_rt:business_address; 9. Kontak (HP/WA):phone:phone;
        10. Produk yang Dihasilkan:goods:product; 11. Jumlah Karyawan:few:workers_total;
        12. Omset Rata-rata per Bulan:worth:turnover month;
        13. Legalitas (NIB/PIRT/Halal):{NIB|PIRT|NIB, Halal|-}:licence|nib|-;
        14. Kendala Usaha:{modal|pemasaran|alat}:notes|-""",
        13,
        above=("FORMULIR PENDATAAN PELAKU UMKM DESA SUKAJADI",),
    ),
    paper(
        "line breaks and rotated headings",
        """NO.\nURUT:no:row_number; NAMA\nPEMILIK:person:owner_name; NAMA\nUSAHA:shop:business_name;
        ALAMAT\nLENGKAP:street:address; K E L U R A H A N:village:village; JENIS\nKELA-\nMIN:sex:sex;
        NO.\nTELP/\nWA:phone:phone; THN\nBER-\nDIRI:year:start_date; JLH\nTENAGA\nKERJA:few:workers_total;
        OMSET\nPER BLN\n(Rp. Jt):millions:turnover x1000000 month""",
        12,
        merged=False,
    ),
    paper(
        "headings again on every page with page totals",
        """NO:no:row_number; NAMA:person:owner_name; NAMA USAHA:shop:business_name;
        ALAMAT USAHA:street:business_address; JENIS DAGANGAN:goods:product;
        NO. KIOS/LOS:{A-1|B-12|C-3}:-|business_address; MODAL USAHA:money:capital; KET:remark:notes""",
        "#{}",
        9,
        "=Jumlah halaman ini",
        "again",
        "#{}",
        9,
        "=Jumlah halaman ini",
        "again",
        5,
        "=Jumlah seluruhnya",
        above=("DAFTAR PEDAGANG PASAR PULAU PAYUNG", "KOTA DUMAI"),
    ),
    paper(
        "an example row, ghost rows and a gap",
        """No:no:row_number; Nama Pemilik:person:owner_name; NIK:nik:nik; Nama Usaha:shop:business_name;
        Kelurahan:village:village; Jenis Usaha:goods:activity|sector|product;
        Omzet (Rp/bulan):money:turnover x1 month""",
        "contoh",
        8,
        "",
        6,
        "ghost",
        above=("TEMPLATE DATA UMKM", "Isi mulai baris di bawah contoh"),
    ),
    paper(
        "nothing but a heading and small letters",
        """no:no:row_number; nama_pemilik:person:owner_name; nama_usaha:shop:business_name;
        alamat_usaha:street:business_address; no_wa:phone:phone; kategori_usaha:sector:sector;
        omset_perbulan:money:turnover month; jml_karyawan:few:workers_total; punya_nib:yes:nib;
        punya_halal:yes:halal; lat:lat:latitude; long:lon:longitude; link_maps:link:-; created_at:moment:-""",
        11,
    ),
    paper(
        "first column and rows blank",
        """NO:no:row_number; NAMA PELAKU UMKM:person:owner_name; JENIS USAHA:goods:activity|sector|product;
        ALAMAT (RT/RW):street_rt:address; NOMOR TELEPON:phone:phone; ASET:money:assets;
        OMZET PERTAHUN:money:turnover year""",
        10,
        "",
        "!Ket: omzet menurut pengakuan",
        above=("", "", "DATA UMKM LINGKUNGAN II", ""),
        indent=2,
    ),
    paper(
        "Javanese village, lurah and dusun",
        """NO:no:row_number; NAMA:PERSON:owner_name; DUSUN:{Krajan|Sawahan|Ngemplak}:-|address; RT:rt:rt; RW:rt:rw;
        JENIS USAHA:GOODS:activity|sector|product; TENAGA KERJA:few:workers_total;
        PEMASARAN:{lokal|online|titip toko}:marketing; NO HP:phone:phone""",
        12,
        "sign",
        above=("DATA UMKM KALURAHAN SUMBERMULYO", "KAPANEWON BAMBANGLIPURO TAHUN 2023"),
        year=2023,
    ),
    paper(
        "Minangkabau nagari",
        """No:no:row_number; Nama Pemilik Usaha:person:owner_name; Jorong:{Koto Tuo|Balai Gadang}:-|address;
        Nagari:{Koto Gadang|Sianok}:village; Kecamatan:{IV Koto|Banuhampu}:district; Bentuk Usaha:form:legal_form;
        Produk:goods:product; Izin yang dimiliki:{NIB|PIRT|-}:licence;
        Pernah Mengikuti Pelatihan (Ya/Tidak):yes:training; Bantuan yang pernah diterima:{BPUM|KUR|-}:financing""",
        14,
        above=("DATABASE UKM NAGARI KOTO GADANG",),
    ),
)
