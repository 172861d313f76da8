"""Layouts the rules were mended on: ministries, banks, forms, students and exports."""

from __future__ import annotations

from tests.workbooks.layouts.paper import Paper, paper

PAPERS: tuple[Paper, ...] = (
    paper(
        "an online form with questions for headings",
        """Timestamp:moment:-; Email Address:mail:email; Nama lengkap Bapak/Ibu pemilik usaha?:person:owner_name;
        Berapa nomor WhatsApp yang bisa dihubungi?:phone:phone; Apa nama usaha Anda?:shop:business_name;
        Di mana alamat tempat usaha Anda?:street_rt:business_address;
        Usaha Anda berada di kelurahan mana?:village:village; Produk apa yang Anda jual?:goods:product;
        Sejak tahun berapa usaha ini berdiri?:year:start_date;
        Berapa omzet usaha Anda dalam sebulan?:{< 1 juta|1 - 5 juta|> 5 juta}:turnover month;
        Berapa orang karyawan yang bekerja di usaha Anda?:few:workers_total;
        Apakah usaha Anda sudah memiliki NIB?:yet:nib;
        Media sosial apa yang dipakai untuk promosi?:account:marketing;
        Apa kendala terbesar dalam usaha Anda?:remark:notes|-; Bersedia mengikuti pelatihan?:yes:-|training""",
        20,
        sheet="Form Responses 1",
    ),
    paper(
        "an online form in Indonesian with sections",
        """Stempel waktu:moment:-; Username:mail:email|-; [A. Data Pribadi] Nama Lengkap:person:owner_name;
        [A. Data Pribadi] NIK:nik:nik; [A. Data Pribadi] Jenis Kelamin:{Laki-laki|Perempuan}:sex;
        [A. Data Pribadi] No. Telepon / WA:phone:phone; [B. Data Usaha] Nama Usaha:shop:business_name;
        [B. Data Usaha] Bidang Usaha:sector:sector; [B. Data Usaha] Modal Awal:short_money:capital;
        [B. Data Usaha] Omset per Bulan:short_money:turnover month; [C. Legalitas] NIB:has:nib;
        [C. Legalitas] PIRT:has:pirt; [C. Legalitas] Sertifikat Halal:has:halal; Unggah foto produk:link:photo|-""",
        18,
        sheet="Form Responses 1",
    ),
    paper(
        "OSS export of NIB holders",
        """No:no:row_number; NIB:nib:nib; Tanggal Terbit NIB:nib_date:nib_date; Nama Perusahaan:SHOP:business_name;
        Status PM:{PMDN}:-; Jenis Perusahaan:{Perorangan|CV}:legal_form; Alamat:street:address;
        Kelurahan:village:village; Kecamatan:district:district; Email:mail:email; Nomor Telp:phone:phone;
        Kbli:kbli:kbli; Judul Kbli:goods:kbli; Id Proyek:oss_id:source_id;
        Uraian Risiko Proyek:{Rendah|Menengah Rendah}:-; Uraian Skala Usaha:{Usaha Mikro|Usaha Kecil}:-;
        Jumlah Investasi:money:investment; TKI:few:workers_total; Day Of Tanggal Pengajuan Proyek:begun:-""",
        22,
    ),
    paper(
        "SIINas small industry report",
        """No:no:row_number; Nama IKM:shop:business_name; Nama Pemilik/Penanggung Jawab:person:owner_name;
        Jenis Produk:goods:product; Kode KBLI:kbli:kbli; Nilai Investasi (selain tanah & bangunan):money:investment;
        Kapasitas Terpasang:many:production_capacity; Satuan:unit:production_unit;
        Realisasi Produksi:many:production_capacity|production_value|-; Nilai Bahan Baku:money:raw_material_value;
        Tenaga Kerja > Laki-laki:few:workers_male; Tenaga Kerja > Perempuan:few:workers_female;
        Mesin/Peralatan:{oven|mixer|mesin jahit}:-|assets""",
        12,
        above=("PELAPORAN INDUSTRI KECIL", "PERIODE TRIWULAN II TAHUN 2025"),
        year=2025,
    ),
    paper(
        "BPUM proposals",
        """NO:no:row_number; NIK:nik:nik; NO KK:kk:-; NAMA LENGKAP:PERSON:owner_name;
        TEMPAT LAHIR:{DUMAI|MEDAN}:birth_place; TANGGAL LAHIR:begun:birth_date; JENIS KELAMIN:sex:sex;
        ALAMAT SESUAI KTP:street:owner_address; ALAMAT USAHA:street:business_address;
        BIDANG USAHA:GOODS:sector|activity; NO HP:phone:phone; NAMA BANK:{BRI|BNI}:-; NO REKENING:some_nib:-;
        NIB/SKU:sku_no:nib|licence|-""",
        16,
        above=("DAFTAR USULAN PENERIMA BPUM", "KOTA DUMAI TAHUN 2021"),
        year=2021,
    ),
    paper(
        "KUR customers of a bank branch",
        """No.:no:row_number; Nama Debitur:person:owner_name; NIK:nik:nik; Alamat Usaha:street:business_address;
        Jenis Usaha:goods:activity|sector|product; Plafon (Rp):money:-|financing; Angsuran:money:-;
        Tgl Akad:begun:-; Omzet/bln:money:turnover month; No. HP:phone:phone""",
        13,
    ),
    paper(
        "students' thesis table",
        """No:no:row_number; Nama Responden:person:owner_name; Nama UMKM:shop:business_name; Usia (tahun):age:age;
        Pendidikan:school:education; Lama usaha (th):few:-; Jenis produk:goods:product;
        Modal (juta):millions:capital x1000000; Omzet 2023 (juta):millions:turnover x1000000;
        Omzet 2024 (juta):millions:turnover x1000000; Skor:few:-; X1:few:-; X2:few:-; Y:few:-""",
        17,
        above=("Tabel 4.1 Data Responden UMKM Kuliner",),
    ),
    paper(
        "bilingual list of exporters",
        """No.:no:row_number; Company Name / Nama Perusahaan:shop:business_name;
        Contact Person / Narahubung:person:owner_name|phone|-; Address / Alamat:street:address;
        Phone / Telepon:phone:phone; E-mail:mail:email; Product / Produk:goods:product; Brand / Merek:shop:brand;
        Capacity per month / Kapasitas per bulan:many:production_capacity;
        Number of Workers / Jumlah Pekerja:few:workers_total;
        Export Destination / Negara Tujuan Ekspor:{Malaysia|Singapura|-}:export; Website:link:marketing""",
        9,
    ),
    paper(
        "licence pairs of possession and number",
        """No:no:row_number; Nama Usaha:shop:business_name; Pemilik:person:owner_name; NIB > Ada/Tidak:has:nib;
        NIB > Nomor:some_nib:nib; NIB > Tgl Terbit:nib_date:nib_date; P-IRT > Ada/Tidak:has:pirt;
        P-IRT > Nomor:pirt_no:pirt; Halal > Ada/Tidak:has:halal; Halal > Nomor:halal_no:halal;
        Merek > Ada/Tidak:has:brand; NPWP:npwp:npwp; Alamat:street:address""",
        13,
        above=("DATA LEGALITAS UMKM BINAAN",),
    ),
    paper(
        "turnover of several years in one parent",
        """No:no:row_number; Nama UMKM:shop:business_name; Pemilik:person:owner_name; Produk:goods:product;
        Omzet (Rp) > 2022:money:turnover x1; Omzet (Rp) > 2023:money:turnover x1;
        Omzet (Rp) > 2024:money:turnover x1; Modal > Sendiri:money:capital; Modal > Pinjaman:some_money:-|financing;
        Aset:money:assets; Jumlah TK > 2023:few:workers_total; Jumlah TK > 2024:few:workers_total""",
        12,
        above=("PERKEMBANGAN UMKM BINAAN DINAS KOPERASI",),
    ),
    paper(
        "per month in the parent",
        """No:no:row_number; Nama Pemilik:person:owner_name; Merk Dagang:shop:brand|business_name;
        Alamat Produksi:street:business_address; Per Bulan > Omzet:money:turnover month;
        Per Bulan > Produksi:many:production_capacity month; Per Bulan > Laba Bersih:money:-;
        Tenaga Kerja (orang):few:workers_total; Hp:phone:phone""",
        11,
    ),
    paper(
        "ticked columns of sex, status and channels",
        """No:no:row_number; Nama Pemilik:person:owner_name; L/P > L:check:sex; L/P > P:check:sex;
        Nama Usaha:shop:business_name; Status Tempat > Milik:tick:premises_status|-;
        Status Tempat > Sewa:tick:premises_status|-; Pemasaran > Online:tick:marketing;
        Pemasaran > Offline:tick:marketing; Pemasaran > Ekspor:tick:marketing|export; NIB:V:nib; PIRT:V:pirt;
        Kelurahan:village:village""",
        14,
    ),
    paper(
        "no heading at all",
        """:no:row_number|-; :person:owner_name|-; :nik:nik; :shop:business_name|-; :goods:activity|product|sector|-;
        :street_rt:address|business_address|owner_address|-; :phone:phone; :village:village|-;
        :money:-|turnover|capital""",
        15,
        heading=False,
    ),
    paper(
        "co-operative's members and what they run",
        """No Anggota:id:source_id; Nama Anggota:person:owner_name; L/P:sex:sex; Alamat:street:address;
        Usaha Anggota:goods:activity|business_name; No Telpon:phone:phone; Simpanan Pokok:money:-; Tgl Masuk:begun:-""",
        15,
        above=("DAFTAR ANGGOTA KOPERASI YANG MEMILIKI USAHA",),
    ),
    paper(
        "misspelt and shortened",
        """No:no:row_number; Nama Pmilik Usha:person:owner_name; Nma Usaha:shop:business_name;
        Jns Ush:goods:activity|sector|product; Almt Usaha:street:business_address; Kelurhan:village:village;
        Kecamtan:district:district; No Hp/Wa Aktif:phone:phone; Thn Brdiri:year:start_date;
        Jml Krywn:few:workers_total; Omst/bln:money:turnover month; Pnddkn:school:education""",
        14,
    ),
    paper(
        "food-stall survey of a health office",
        """No:no:row_number; Nama TPP/Sarana:shop:business_name; Nama Pengelola:person:owner_name;
        Alamat:street:address; Kelurahan:village:village; Jumlah Penjamah Makanan:few:workers_total|-;
        SLHS (Ada/Tidak):has:licence; No SLHS:sku_no:licence; No. Telp:phone:phone; Koordinat:point:coordinates;
        Keterangan:remark:notes""",
        13,
        above=("DATA TEMPAT PENGOLAHAN PANGAN", "PUSKESMAS BUKIT KAPUR"),
    ),
    paper(
        "tourism office, creative economy",
        """NO:no:row_number; NAMA PELAKU EKRAF:person:owner_name; NAMA BRAND/USAHA:shop:business_name|brand;
        SUB SEKTOR:{Kuliner|Kriya|Fashion}:sector; TAHUN BERDIRI:year:start_date; AKUN INSTAGRAM:account:marketing;
        ALAMAT STUDIO/GALERI:street:business_address; HKI (ADA/TIDAK):has:brand; BADAN HUKUM:form:legal_form;
        JUMLAH SDM:few:workers_total""",
        12,
    ),
)
