"""Layouts written with the others and looked at once, when the rules were done: neighbourhoods and city offices."""

from __future__ import annotations

from tests.workbooks.layouts.paper import Paper, paper

PAPERS: tuple[Paper, ...] = (
    paper(
        "kelurahan with owner, shop and papers side by side",
        """No:no:row_number; Nama KK / Pemilik:person:owner_name; Jenis Usaha / Dagangan:goods:activity|product|sector;
        Alamat Lengkap:street:address; RT/RW:rtrw:rt_rw; No. Handphone:phone:phone;
        Modal Awal (Rp):money:capital x1; Penghasilan/Bulan (Rp):money:turnover x1 month;
        Jml Karyawan:few:workers_total; Surat Izin > NIB:has:nib; Surat Izin > SKU:has:licence;
        Surat Izin > Halal:has:halal""",
        "#{}",
        14,
        "=TOTAL",
        "sign",
        above=("DAFTAR PELAKU UMKM", "KELURAHAN JAYA MUKTI KECAMATAN DUMAI TIMUR", "BULAN : OKTOBER 2025"),
        year=2025,
        area="Jaya Mukti",
    ),
    paper(
        "sections per kelurahan with numerals",
        """NO:no:row_number; NAMA UMKM:shop:business_name; NAMA PEMILIK:person:owner_name; ALAMAT:street:address;
        KOMODITI/PRODUK:goods:product|sector; TENAGA KERJA (ORG):few:workers_total;
        INVESTASI (RP 000):thousands:investment x1000; PRODUKSI/TAHUN > VOLUME:many:production_capacity;
        PRODUKSI/TAHUN > SATUAN:unit:production_unit;
        PRODUKSI/TAHUN > NILAI (RP 000):thousands:production_value x1000""",
        "~I|KELURAHAN PURNAMA",
        5,
        "=>SUB JUMLAH",
        "~II|KELURAHAN BAGAN KELADI",
        6,
        "=>SUB JUMLAH",
        "=>JUMLAH TOTAL",
        above=("DATA POTENSI INDUSTRI KECIL", "KECAMATAN DUMAI BARAT", "TAHUN 2024"),
        year=2024,
        area="Dumai Barat",
    ),
    paper(
        "one RT, few columns",
        """No:no:row_number; Nama:person:owner_name; Jenis Usaha:goods:activity|sector|product;
        Keterangan:remark:notes""",
        9,
        above=("Data UMKM RT 012",),
        sheet="RT 012",
    ),
    paper(
        "hawkers with stall and levy",
        """NO:no:row_number; NAMA PKL:PERSON:owner_name; NO. KTP:nik:nik; ALAMAT RUMAH:street:owner_address;
        LOKASI BERJUALAN:street:business_address; JENIS JUALAN:goods:product|activity; UKURAN LAPAK:size:-;
        JAM OPERASIONAL:{06.00-12.00|16.00-22.00}:-; RETRIBUSI:money:-; OMZET/HARI:short_money:turnover day;
        ASAL DAERAH:{Padang|Dumai}:-""",
        13,
        "!Sumber : Satpol PP",
        above=("DATA PEDAGANG KAKI LIMA",),
    ),
    paper(
        "three name columns",
        """No:no:row_number; Nama Kelompok:{KUB Melati|KUB Anggrek|KUB Mawar}:-|business_name;
        Nama Ketua:person:owner_name; Nama Usaha:shop:business_name; Alamat:street:address; Jumlah Anggota:few:-;
        Produk Unggulan:goods:product; Nomor HP Ketua:phone:phone""",
        11,
        above=("DATA KELOMPOK USAHA BERSAMA (KUB)",),
    ),
    paper(
        "address split with postcode and dusun",
        """No:no:row_number; Nama Pengrajin:person:owner_name; Alamat > Dusun:{I|II|III}:-|address; Alamat > RT:rt:rt;
        Alamat > RW:rt:rw; Alamat > Desa:village:village; Alamat > Kec.:district:district;
        Alamat > Kode Pos:{28811|28813}:postal_code; Jenis Kerajinan:goods:product|activity|sector;
        Bahan Baku:{bambu|pandan}:-; Harga Jual (Rp):money:-; Pemasaran:{lokal|luar kota}:marketing""",
        12,
    ),
    paper(
        "workers permanent and casual in three rows",
        """NO:no:row_number; NAMA PERUSAHAAN:SHOP:business_name; PEMILIK:person:owner_name;
        TENAGA KERJA > TETAP > LK:few:workers_permanent_male;
        TENAGA KERJA > TETAP > PR:few:workers_permanent_female;
        TENAGA KERJA > HARIAN LEPAS > LK:few:workers_casual_male;
        TENAGA KERJA > HARIAN LEPAS > PR:few:workers_casual_female; TENAGA KERJA > JUMLAH:few:workers_total;
        LEGALITAS > NIB > ADA:tick:nib; LEGALITAS > NIB > TIDAK:tick:-; LEGALITAS > HALAL > ADA:tick:halal;
        LEGALITAS > HALAL > TIDAK:tick:-; ALAMAT:street:address""",
        "#({})",
        12,
        above=("DATA KETENAGAKERJAAN IKM",),
    ),
    paper(
        "blank column, merged title, print date",
        """NO:no:row_number; NAMA USAHA:shop:business_name; NAMA PENGUSAHA:person:owner_name;
        ALAMAT USAHA:street_rt:business_address; SEKTOR:sector:sector; ASET (JT):millions:assets x1000000;
        OMZET/TH (JT):millions:turnover x1000000 year; KLASIFIKASI:scale:-; TELEPON:some_phone:phone""",
        15,
        above=("DINAS KOPERASI DAN UKM KABUPATEN BENGKALIS", "DAFTAR UMKM TAHUN 2022 - 2023", "Dicetak: 12/01/2024"),
        indent=1,
    ),
    paper(
        "scattered remarks between the rows",
        """No.:no:row_number; Nama Warung:shop:business_name; Pemilik Warung:person:owner_name; Alamat:street:address;
        Yang Dijual:goods:product|activity; HP:some_phone:phone; Buka Sejak:year:start_date""",
        5,
        "!*) belum didatangi",
        4,
        "",
        "~RW 03",
        6,
    ),
    paper(
        "kampung in Papua, lower case, points apart",
        """no:no:row_number; nama pelaku usaha:person:owner_name; suku:{Biak|Serui}:-; kampung:{Yoka|Waena}:village;
        distrik:{Heram|Abepura}:district; jenis usaha:goods:activity|sector|product;
        modal usaha:short_money:capital; pendapatan per minggu:short_money:turnover|-;
        titik koordinat (lintang):lat:latitude; titik koordinat (bujur):lon:longitude""",
        12,
    ),
    paper(
        "gampong of Aceh with keuchik",
        """NO:no:row_number; NAMA PEMILIK USAHA:person:owner_name; NIK/NO.KTP:nik:nik;
        GAMPONG:{Lamteh|Lampineung}:village; KECAMATAN:{Ulee Kareng|Syiah Kuala}:district;
        JENIS KEGIATAN USAHA:goods:activity; MULAI USAHA TAHUN:year:start_date; JUMLAH MODAL:money:capital;
        HASIL PENJUALAN PER BULAN:money:turnover month; NOMOR IZIN USAHA:sku_no:licence; TGL IZIN:begun:licence_date""",
        12,
        "!Keuchik Gampong Lamteh",
        above=("DATA USAHA MIKRO GAMPONG",),
    ),
    paper(
        "two phones, two owners' facts, status",
        """No:no:row_number; Nama Owner:person:owner_name; No HP 1:phone:phone; No HP 2:some_phone:phone;
        Tgl. Lahir:begun:birth_date; Agama:{Islam|Kristen}:-; Nama Toko:shop:business_name;
        Kategori Produk:sector:sector; Status Usaha:active:status; Tempat Usaha:{rumah|kios|ruko}:-|premises_status;
        Kepemilikan:{sewa|milik sendiri}:premises_status; Rencana Pengembangan:remark:notes|-""",
        14,
    ),
    paper(
        "PLUT clients with consultations",
        """No:no:row_number; Tanggal Konsultasi:begun:-|survey_date; Nama KUMKM:shop:business_name;
        Nama Pemilik/Pengurus:person:owner_name; L/P:sex:sex; Alamat KUMKM:street:business_address;
        Jenis Produk/Jasa:goods:product; Bidang Layanan:{Produksi|Pemasaran|Pembiayaan}:-;
        Permasalahan:remark:notes; Konsultan:person:-; Kontak:phone:phone""",
        13,
        above=("DATA KLIEN PLUT-KUMKM", "PERIODE JANUARI S.D. JUNI 2025"),
        year=2025,
    ),
    paper(
        "posyandu cadres' notes, words in sentence",
        """Nomor:no:row_number; Nama orang yang punya usaha:person:owner_name; Usahanya apa:goods:activity|product;
        Rumahnya di RT:rt:rt; Nomor HP nya:phone:phone; Penghasilan sebulan kira-kira:short_money:turnover month;
        Berapa orang yang kerja:few:workers_total""",
        11,
    ),
    paper(
        "figures with total of men and women after a blank parent",
        """NO:no:row_number; NAMA PEMILIK:person:owner_name; NAMA USAHA:shop:business_name;
        JML TENAGA KERJA > L:few:workers_male; JML TENAGA KERJA > P:few:workers_female;
        JML TENAGA KERJA > JML:few:workers_total; MODAL KERJA:money:capital; NILAI ASSET:money:assets;
        KAPASITAS PRODUKSI/BLN:many:production_capacity month; SATUAN:unit:production_unit; DESA:village:village""",
        13,
        "=J U M L A H",
        merged=False,
    ),
    paper(
        "list of halal facilitation",
        """No:no:row_number; Nama Pelaku Usaha:person:owner_name; Nama Produk:goods:product;
        Merk:shop:brand|business_name; NIB:nib:nib; No. Sertifikat Halal:halal_no:halal;
        Tgl Terbit:begun:licence_date|-; Alamat Pabrik/Outlet:street:business_address; Pendamping PPH:person:-;
        No HP:phone:phone""",
        12,
        above=("FASILITASI SERTIFIKASI HALAL GRATIS (SEHATI)", "KOTA DUMAI 2024"),
        year=2024,
    ),
)
