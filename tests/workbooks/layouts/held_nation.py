"""Layouts written with the others and looked at once, when the rules were done: ministries, forms, students, banks."""

from __future__ import annotations

from tests.workbooks.layouts.paper import Paper, paper

PAPERS: tuple[Paper, ...] = (
    paper(
        "form of a campus, numbered questions with choices",
        """Timestamp:moment:-; 1. Nama Pemilik UMKM:person:owner_name; 2. Jenis kelamin pemilik:{Pria|Wanita}:sex;
        3. Umur pemilik (tahun):age:age; 4. Nama UMKM:shop:business_name;
        5. Jenis UMKM (pilih salah satu):sector:sector;
        6. Alamat UMKM (Jalan, RT/RW, Kelurahan):street_rt:business_address; 7. Tahun mulai usaha:year:start_date;
        8. Modal awal saat mendirikan usaha (Rp):money:capital x1;
        9. Omzet rata-rata per bulan saat ini (Rp):money:turnover x1 month;
        10. Jumlah tenaga kerja laki-laki:few:workers_male; 11. Jumlah tenaga kerja perempuan:few:workers_female;
        12. Apakah sudah menggunakan QRIS?:yes:-;
        13. Izin usaha yang dimiliki (boleh lebih dari satu):{NIB|PIRT|Halal}:licence; 14. No. WhatsApp:phone:phone;
        15. Saran untuk pemerintah:remark:notes|-""",
        16,
        sheet="Form Responses 1",
    ),
    paper(
        "English database export",
        """id:id:source_id; owner_name:person:owner_name; identity_number:nik:nik; gender:sex:sex;
        birth_date:begun:birth_date; business_name:shop:business_name; business_category:sector:sector;
        business_address:street:business_address; village:village:village; district:district:district;
        phone_number:phone:phone; monthly_revenue:money:turnover month; employee_count:few:workers_total;
        established_year:year:start_date; is_active:bit:status; created_at:moment:-; updated_at:moment:-""",
        15,
    ),
    paper(
        "SIDT style with codes",
        """ID:id:source_id; Nama Pelaku Usaha:person:owner_name; NIK:nik:nik; Nomor HP:phone:phone;
        Provinsi:{RIAU}:province; Kabupaten/Kota:{KOTA DUMAI}:city; Kecamatan:district:district;
        Desa/Kelurahan:village:village; Alamat Usaha:street:business_address; Nama Usaha:shop:business_name;
        KBLI:kbli:kbli; Sektor:sector:sector; Kegiatan Utama:goods:activity; Produk Utama:goods:product;
        Bulan/Tahun Mulai Usaha:begun:start_date; Jumlah Tenaga Kerja Dibayar:few:-|workers_total;
        Jumlah Tenaga Kerja Tidak Dibayar:few:-|workers_total; Omzet Tahunan:money:turnover year;
        Aset (di luar tanah dan bangunan):money:assets; NIB:some_nib:nib; Sertifikasi:{PIRT|Halal|-}:-|licence;
        Latitude:lat:latitude; Longitude:lon:longitude""",
        18,
    ),
    paper(
        "trade office's weights and kiosks",
        """NO:no:row_number; NAMA PEDAGANG:PERSON:owner_name; BLOK/NO KIOS:{A/12|B/3}:-|business_address;
        NAMA PASAR:{Pasar Senggol|Pasar Kelakap Tujuh}:-|business_address; KOMODITAS:goods:product|sector;
        OMSET (RP)/HARI:money:turnover x1 day; STATUS KIOS:{Sewa|Milik}:premises_status|-|status; NPWPD:some_nib:-;
        NO. TELP:phone:phone""",
        14,
        above=("DATABASE PEDAGANG PASAR RAKYAT",),
    ),
    paper(
        "fishery office, processors and marketers",
        """No:no:row_number; Nama UPI/Poklahsar:shop:business_name; Nama Pemilik/Ketua:person:owner_name;
        Jenis Olahan:goods:product|activity; Kapasitas (kg/hari):many:production_capacity day;
        Asal Bahan Baku:{Bagansiapiapi|Dumai}:-; Skala:{Mikro|Kecil}:-; SKP > Ada:tick:licence; SKP > Tidak:tick:-;
        PIRT:pirt_no:pirt; Nilai Produksi (Rp/bln):money:production_value x1 month; Alamat:street:address;
        Kontak Person:phone:phone""",
        12,
        above=("DATA UNIT PENGOLAHAN IKAN", "TAHUN ANGGARAN 2024"),
        year=2024,
    ),
    paper(
        "growth between years with percent",
        """No:no:row_number; Nama Usaha:shop:business_name; Nama Pemilik:person:owner_name; Bidang:sector:sector;
        Omzet 2024 (Rp. Juta):millions:turnover x1000000; Omzet 2025 (Rp. Juta):millions:turnover x1000000;
        Pertumbuhan (%):percent:-; TK 2024:few:workers_total; TK 2025:few:workers_total; Keterangan:remark:notes""",
        12,
    ),
    paper(
        "micro credit with guarantee",
        """No:no:row_number; Nama Nasabah:person:owner_name; No KTP:nik:nik;
        Alamat Tempat Tinggal:street:owner_address; Nama Usaha:shop:business_name; Sektor Ekonomi:sector:sector;
        Jumlah Pinjaman:money:-|financing; Jangka Waktu:{12|24}:-; Agunan:{BPKB|SHM}:-;
        Penghasilan per Bulan:money:turnover month; Nomor HP:phone:phone""",
        12,
    ),
    paper(
        "vocational training participants who run a business",
        """NO:no:row_number; NAMA PESERTA:PERSON:owner_name; NIK:nik:nik; TTL:birth:birth_date|birth_place;
        PENDIDIKAN:school:education; ALAMAT:street:address; NO. WA:phone:phone; NAMA USAHA:shop:business_name;
        PRODUK USAHA:goods:product; LAMA USAHA:age_years:-;
        PELATIHAN YANG PERNAH DIIKUTI:{kemasan|pemasaran digital|-}:training; UKURAN BAJU:{M|L|XL}:-""",
        14,
        above=("DAFTAR PESERTA PELATIHAN WIRAUSAHA BARU", "ANGKATAN III TAHUN 2025"),
        year=2025,
    ),
    paper(
        "headings in both rows with (Rp) below",
        """No.:no:row_number; Nama:person:owner_name; Nama Usaha:shop:business_name; Modal > (Rp):money:capital x1;
        Omzet > (Rp/Bulan):money:turnover x1 month; Tenaga Kerja > (Orang):few:workers_total;
        Luas Tempat > (m2):few:-; Alamat:street:address""",
        12,
    ),
    paper(
        "creative shorthand of a small office",
        """No:no:row_number; Nm Pemilik:person:owner_name; Nm Usaha:shop:business_name; Jk:sex:sex;
        Tmpt/Tgl Lhr:birth:birth_date|birth_place; Almt:street:address; Kel:village:village; Kec:district:district;
        No Tlp:phone:phone; Bid. Usaha:sector:sector; Jml T. Kerja:few:workers_total; Omset/Th:money:turnover year;
        Thn Mulai:year:start_date; Ktrgn:remark:notes""",
        13,
    ),
    paper(
        "home industry with permits by numbers and dates",
        """No:no:row_number; Nama IRT:shop:business_name; Nama Penanggungjawab:person:owner_name;
        Alamat IRT:street:business_address; Jenis Pangan:goods:product|activity|sector; No. P-IRT:pirt_no:pirt;
        Tgl Terbit P-IRT:begun:licence_date|-; Masa Berlaku s/d:begun:-|licence_date; No HP:phone:phone;
        No. Sertifikat PKP:sku_no:licence|training|-""",
        11,
        above=("DAFTAR INDUSTRI RUMAH TANGGA PANGAN",),
    ),
    paper(
        "no heading, with place and point",
        """:shop:business_name|-; :person:owner_name|-; :sector:sector|activity|-;
        :street:address|business_address|owner_address|-; :village:village|-; :district:district|-; :phone:phone;
        :point:coordinates""",
        14,
        heading=False,
    ),
    paper(
        "data without headings but with titles",
        """:no:row_number|-; :PERSON:owner_name|-; :goods:activity|product|sector|-; :rtrw:rt_rw|-; :phone:phone|-""",
        12,
        heading=False,
        above=("DATA UMKM KELURAHAN PURNAMA", "TAHUN 2025"),
    ),
    paper(
        "columns of digital use and finance notes",
        """No:no:row_number; Nama Pemilik:person:owner_name; Nama Usaha:shop:business_name;
        Media Sosial > Facebook:account:marketing; Media Sosial > Instagram:account:marketing;
        Media Sosial > TikTok:account:marketing; Marketplace:{Shopee|Tokopedia|-}:marketing; QRIS (Ya/Tidak):yes:-;
        Pembukuan:yes:-; Sumber Modal:{sendiri|KUR|keluarga}:financing; Nominal KUR:some_money:-|financing;
        Mitra:{Indomaret|BUMDes|-}:partnership; Ekspor (Ya/Tidak):yes:export""",
        14,
    ),
    paper(
        "shops of a mall and their legal forms",
        """No. Urut:no:row_number; Nama Tenant:shop:business_name; Penanggung Jawab:person:owner_name;
        Badan Usaha (PT/CV/Perorangan):form:legal_form; Jenis Barang Dagangan:goods:product;
        Lantai/Blok:{1/A|2/C}:-|business_address; Status (Aktif/Tutup):active:status; Telepon/HP:phone:phone;
        Email:mail:email""",
        11,
    ),
    paper(
        "Dekranasda craftsmen with long headings",
        """NO:no:row_number; NAMA PENGRAJIN / PEMILIK USAHA:person:owner_name;
        NAMA USAHA / KELOMPOK:shop:business_name; JENIS KERAJINAN YANG DIHASILKAN:goods:product;
        ALAMAT TEMPAT PRODUKSI (WORKSHOP):street:business_address; NOMOR TELEPON / WHATSAPP:phone:phone;
        JUMLAH TENAGA KERJA YANG DIPEKERJAKAN:few:workers_total;
        RATA-RATA OMZET PENJUALAN DALAM SATU TAHUN (Rp):money:turnover x1 year;
        PAMERAN YANG PERNAH DIIKUTI:{Inacraft|Riau Expo|-}:-|training|marketing""",
        12,
        above=("DEWAN KERAJINAN NASIONAL DAERAH", "KOTA DUMAI"),
    ),
)
