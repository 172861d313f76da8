"""Layouts written after the rules were mended on all the others, and looked at once."""

from __future__ import annotations

from tests.workbooks.layouts.paper import Paper, other, paper

PAPERS: tuple[Paper, ...] = (
    paper(
        "women's group of a sub-district",
        """NO:no:row_number; NAMA IBU/PELAKU USAHA:person:owner_name; NAMA SUAMI:person:-;
        ALAMAT RUMAH/USAHA:street:address|owner_address|business_address|-;
        JENIS USAHA YG DIJALANKAN:goods:activity|product|sector; MODAL AWAL (RP):money:capital x1;
        PENDAPATAN KOTOR PER BULAN:money:turnover month; BANTUAN YG PERNAH DITERIMA:{PKH|BPUM|-}:financing;
        NO. WHATSAPP AKTIF:phone:phone""",
        12,
        above=("DATA UPPKA KELURAHAN BUKIT KAPUR", "TAHUN 2025"),
        year=2025,
    ),
    paper(
        "census style with codes in headings",
        """101. Kelurahan:village:village; 102. RT:rt:rt; 103. Nama Usaha:shop:business_name;
        104. Alamat:street:address; 201a. Nama Pengusaha:person:owner_name; 201b. NIK:nik:nik;
        201c. Jenis Kelamin:{1|2}:sex; 201d. Umur:age:age; 201e. No. HP:phone:phone;
        201f. Pendidikan Tertinggi:{1|3|5}:education; 301a. Kegiatan Utama:goods:activity;
        301b. Produk Utama:goods:product; 301d. KBLI:kbli:kbli; 302. Badan Usaha:{5}:legal_form; 303. NIB:{1|2}:nib;
        309. Jumlah Pekerja > Dibayar:few:-|workers_total; 309. Jumlah Pekerja > Tidak Dibayar:few:-|workers_total""",
        15,
    ),
    paper(
        "village enterprise list with everything in capitals and dots",
        """NO.:no:row_number; N A M A:PERSON:owner_name; TMP. LAHIR:{DUMAI|SIAK}:birth_place;
        TGL. LAHIR:begun:birth_date; L/P:sex:sex; NO. K.T.P.:nik:nik; NAMA USAHA / TOKO:SHOP:business_name;
        MACAM USAHA:GOODS:activity|sector|product; MULAI THN:year:start_date; MODAL (RP):money:capital x1;
        KET.:remark:notes""",
        "#{}",
        12,
        "=J U M L A H",
    ),
    paper(
        "branch office of an apprenticeship, notes above",
        """No:no:row_number; Nama Mitra Binaan:person:owner_name; Nama Usaha Mitra:shop:business_name;
        Sektor Usaha:sector:sector; Alamat Mitra:street:address|business_address|owner_address;
        Total Pinjaman:money:-|financing; Sisa Pinjaman:money:-; Kolektibilitas:{Lancar|Macet}:-;
        Omzet Sebelum:money:turnover; Omzet Sesudah:money:turnover; Jumlah Tenaga Kerja:few:workers_total""",
        11,
        above=("LAPORAN MITRA BINAAN PUMK", "Posisi 30 September 2025"),
        as_of="2025-09-30",
        year=2025,
    ),
    paper(
        "kiosk owners of a bazaar with booth",
        """No Stand:no:row_number|-|source_id; Nama Tenant:shop:business_name; PIC:person:owner_name|-;
        No HP PIC:phone:phone; Menu/Produk:goods:product; IG:account:marketing; Sudah punya NIB? (Y/T):{Y|T}:nib;
        Sertifikat Halal (Y/T):{Y|T}:halal; Omzet selama bazar:money:turnover|-""",
        12,
        above=("DATA TENANT BAZAR UMKM RAMADHAN 2025",),
        year=2025,
    ),
    paper(
        "short sheet of seven craftsmen without numbers",
        """Pengrajin:person:owner_name; Hasil Kerajinan:goods:product; Alamat:street:address; Telp:phone:phone""",
        7,
    ),
    paper(
        "four-column list under a long letterhead",
        """No:no:row_number; Nama Pemilik dan Nama Usaha:{Siti - Warung Siti|Budi - Bengkel Budi|Ani - Salon Ani}:-;
        Alamat:street:address; Jenis Usaha:goods:activity|sector|product""",
        10,
        above=(
            "PEMERINTAH KABUPATEN ROKAN HILIR",
            "DINAS KOPERASI",
            "Jl. Merdeka No. 1 Telp. (0767) 12345",
            "",
            "DAFTAR UMKM",
            "",
        ),
    ),
    paper(
        "industry with raw materials and energy",
        """No:no:row_number; Nama Perusahaan:shop:business_name; Nama Pemilik:person:owner_name;
        Alamat > Jalan:street:address; Alamat > Desa/Kel:village:village; Alamat > Kec:district:district;
        Telp/Fax:some_phone:phone; Komoditi:goods:sector|product|activity; Izin > TDI:sku_no:licence;
        Izin > SIUP:sku_no:licence; T.Kerja > L:few:workers_male; T.Kerja > P:few:workers_female;
        Investasi (Rp. 000):thousands:investment x1000; Kap. Produksi:many:production_capacity;
        Satuan:unit:production_unit; N. Produksi (Rp. 000):thousands:production_value x1000;
        N. BB/BP (Rp. 000):thousands:raw_material_value x1000""",
        13,
    ),
    paper(
        "survey by a mobile app",
        """_id:id:source_id; submission_time:moment:-; enumerator:person:-; nama_responden:person:owner_name;
        no_hp_responden:phone:phone; nama_usaha_responden:shop:business_name;
        jenis_usaha_utama:goods:activity|sector|product; alamat_lengkap_usaha:street:business_address;
        gps_latitude:lat:latitude; gps_longitude:lon:longitude; gps_accuracy:few:-;
        rata_omzet_bulanan:money:turnover month; jml_tenaga_kerja:few:workers_total; foto_usaha_url:link:photo|-""",
        14,
    ),
    paper(
        "culinary guide of a tourism board",
        """No:no:row_number; Nama Rumah Makan/Restoran:shop:business_name; Nama Pengusaha:person:owner_name;
        Alamat Rumah Makan:street:business_address; Jenis Masakan:{Melayu|Padang|Jawa}:product|sector|activity;
        Jumlah Meja:few:-; Jumlah Kursi:few:-; Jumlah Karyawan > Pria:few:workers_male;
        Jumlah Karyawan > Wanita:few:workers_female; No. Izin TDUP:sku_no:licence; Telepon:phone:phone""",
        12,
    ),
    other(
        "inventory of aid given out",
        ["DAFTAR PERALATAN BANTUAN"],
        ["No", "Nama Alat", "Merk", "Jumlah", "Kondisi", "Lokasi"],
        ["=no", "{Oven|Mixer|Mesin jahit}", "{Philips|Juki}", "=few", "{baik|rusak}", "=village"],
        count=12,
    ),
    other(
        "members of a WhatsApp group",
        ["No", "Nama", "No HP", "Status"],
        ["=no", "=person", "=phone", "{Admin|Anggota}"],
        count=20,
    ),
    other(
        "targets and results",
        ["No", "Indikator", "Satuan", "Target", "Realisasi", "%"],
        [1.0, "Jumlah UMKM yang dibina", "orang", 100.0, 80.0, 80.0],
        [2.0, "UMKM ber-NIB", "orang", 50.0, 45.0, 90.0],
        [3.0, "Pelatihan", "kegiatan", 4.0, 4.0, 100.0],
        [4.0, "Pameran", "kegiatan", 2.0, 1.0, 50.0],
    ),
)
