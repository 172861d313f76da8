"""Headings that need a second look: words of several meanings, and words that look like a field and are none.

Spellings as in `headings`. What means nothing to us stands here by name, so that nothing half-alike takes its
column.
"""

from __future__ import annotations

from digiloka.registry.headings import read_table

# A heading that means one of several fields: neighbours and content decide, else the first is taken.
AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "nama": ("owner_name", "business_name"),
    "name": ("owner_name", "business_name"),
    "usaha": ("business_name", "activity"),
    "usaha anggota": ("business_name", "activity"),
    "usaha warga": ("business_name", "activity"),
    "usaha peserta": ("business_name", "activity"),
    "kepemilikan": ("premises_status", "legal_form"),
    "kontak": ("phone", "owner_name"),
    "contact": ("phone", "owner_name"),
    "jenis usaha": ("activity", "sector", "product"),
    "kategori": ("sector", "activity", "product"),
    "category": ("sector", "activity", "product"),
    "jenis": ("sector", "activity", "product"),
    "komoditi": ("sector", "product", "activity"),
    "komoditas": ("sector", "product", "activity"),
    "kelompok": ("sector", "business_name"),
    "status": ("status", "verification_status"),
    "id": ("source_id", "row_number"),
    "kode": ("source_id",),
    "lokasi": ("address", "coordinates", "village"),
    "location": ("address", "coordinates", "village"),
    "alamat rt rw": ("address", "rt_rw"),
    "tempat usaha": ("premises_kind", "business_address"),
    "alamat usaha lokasi": ("business_address", "coordinates"),
}

# Used only when no other column of the sheet already has the field.
LAST_RESORT: dict[str, str] = {
    "nama penanggung jawab": "owner_name",
    "penanggung jawab": "owner_name",
    "atas nama": "owner_name",
    "nama kontak": "owner_name",
    "nama responden": "owner_name",
    "ketua": "owner_name",
    "aset tanah bangunan": "assets",  # lists call it so; PP 7/2021 leaves both out, so it is asked
    "tanggal input": "survey_date",
    "tahun": "survey_date",
}

# why nobody takes it: the spellings
NOT_A_FIELD: dict[str, tuple[str, ...]] = read_table(
    """
beyond the purpose of the register: no kk | nomor kartu keluarga | kartu keluarga | kk |
    nama ibu kandung | ibu kandung | agama | status perkawinan | status kawin | status pernikahan |
    jumlah tanggungan | jumlah anggota keluarga | golongan darah | kewarganegaraan | pekerjaan | suku |
    kepemilikan asuransi kesehatan | asuransi | bpjs | bpjs kesehatan | bpjs ketenagakerjaan | disabilitas |
    desil | dtks | dtsen | status keluarga | nama pasangan | nama suami | nama istri | jabatan |
    hubungan keluarga | no rekening | nomor rekening | nama bank | bank | nama ayah | nama orang tua |
    nama pembeli | pembeli | nama pelanggan | pelanggan | nama konsumen | konsumen |
    nama pendamping | pendamping | nama konsultan | konsultan | nama fasilitator | fasilitator | nama kader |
    nama supplier | supplier | pemasok | nama pemasok | nama saksi | nama sekolah | kepala sekolah |
    nama kepala sekolah | nama penyuluh | penyuluh | nama kegiatan | nama acara | nama penyelia |
    difabel | penyandang disabilitas | kepala keluarga | nama kepala keluarga | shdk
number of another database: id lama usaha | id modal | id ekspor | id pembiayaan | id kbli |
    id kecamatan | subdistrict id | id kelurahan | id prov | id kabkota | id jenis usaha | id kategori |
    kategori id | id satuan | kode kecamatan | kode kelurahan | kab kota id | kecamatan id | kelurahan id |
    village id | district id | user id | id user | owner id | category id | province id | city id |
    regency id | kode desa | kode wilayah | kode provinsi | kode kabupaten | sls | id sls | nama sls |
    kode sls | kode kab kota | kode kabupaten kota | id desa | id pemilik | id bidang
age or other year: usia usaha | lama usaha | umur usaha | lama berdiri | lama usaha berjalan |
    tahun bergabung | masa berlaku izin | year | lama berusaha | usia perusahaan | lama menjalankan usaha
other money: laba | keuntungan bersih | keuntungan | laba bersih | laba usaha | profit |
    keuntungan per bulan | modal luar | modal luar rp | external capital |
    modal pinjaman | modal asing | modal dari luar | modal dari bank | modal bank | harga |
    harga jual | harga produk | harga satuan |
    biaya | pengeluaran | biaya produksi | pajak | retribusi | jumlah pinjaman | besar pinjaman |
    nilai pinjaman | plafon | angsuran | biaya operasional | hutang | stok | quantity | qty | kuantitas |
    upah | gaji | hpp | laba kotor
land, which the law leaves out of capital and assets: tanah bangunan | aset tanah |
    investasi tanah bangunan | nilai tanah bangunan
materials and machines in words: bahan baku | asal bahan baku | sumber bahan baku | jenis bahan baku |
    bahan penolong | alat | peralatan | mesin | nama mesin | jumlah mesin | teknologi | kemasan |
    jenis kemasan | bahan baku utama | alat produksi | peralatan produksi | jumlah alat |
    teknologi yang digunakan
place beyond the address: dusun | lingkungan | luas tanah | luas tanah mm | luas tempat usaha |
    luas bangunan | luas lahan | luas | jam operasional | jam buka | jam kerja | link maps |
    link google maps | google maps | maps | url maps | link lokasi | sentra | wilayah | kawasan | negara |
    zona | dapil | jumlah cabang | cabang | uraian risiko proyek | risiko proyek | tingkat risiko | resiko |
    risiko | status pm | uraian status penanaman modal | penanaman modal | lokasi maps | link gmaps |
    google map | share lokasi | shareloc | blok | no rumah | patokan | rute
picture, signature or link: link dokumentasi | link tandatangan | tanda tangan | ttd | paraf | foto ktp |
    foto kk | scan ktp | foto nib | foto selfie | link | url | tautan | foto ktp pemilik | file | berkas |
    lampiran | upload ktp | scan nib | foto pemilik | icon | ikon | marker | warna | logo | foto diri | slug |
    upload nib
about the record: timestamp | created at | updated at | deleted at | created by | updated by |
    perubahan terakhir oleh | tanggal perubahan data | surveyor referral | surveyor | petugas | nama petugas |
    enumerator | pencacah | pendata | nama pendata | sumber data | sumber | diinput oleh | waktu input |
    cluster | klaster | cluster id | hasil cluster | kluster | score | skor | rangking | ranking | centroid |
    jarak | c1 | c2 | c3 | prediksi | label | nama pencacah | pengawas | verifikator | password | username |
    role | token | user | dibuat oleh | diubah oleh | tanggal dibuat | tanggal diubah | dinas | instansi |
    opd | dinas pembina | day of tanggal pengajuan proyek | tanggal pengajuan | tanggal pengajuan proyek |
    kelas | semester | halaman | cek | check | jumlah data
another kind of thing: jenis koperasi | jenis alat | jenis disabilitas | jenis kendaraan | jenis layanan |
    jenis pembayaran | jenis tanah | jenis bangunan | jenis peralatan | jenis mesin | jenis pekerjaan |
    jenis kegiatan pelatihan | jenis simpanan | jenis pinjaman | jenis jaminan | jenis penyakit | jenis surat
workers otherwise counted: rerata usia pekerja | rata rata usia pekerja | tka | tenaga kerja asing |
    jumlah tka | usia pekerja | pendidikan pekerja | rata rata upah | pendidikan karyawan | gaji karyawan |
    upah pekerja | jumlah jam kerja | jam kerja karyawan
count of a recap: jumlah usaha | jumlah umkm | jumlah ikm | jumlah unit usaha | unit usaha | jumlah unit |
    jumlah pelaku usaha | persentase | persen | jumlah industri | jumlah perusahaan | jumlah kelompok |
    jumlah anggota | jumlah cabang usaha | jumlah
"""
)
