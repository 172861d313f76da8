"""The words a heading may use for each field, wherever that heading stands.

Spellings are plain lower case without signs, parted by "|". Whoever compares folds abbreviations first
(`no` for `nomor`, `tk` for `tenaga kerja`, `omset` for `omzet` …): one spelling here covers its short forms.
Words that mean one of several fields, or none, stand in `doubtful_headings`.
"""

from __future__ import annotations


def read_table(text: str) -> dict[str, tuple[str, ...]]:
    """Lines "key: spelling | spelling", going on over indented lines, as a dict."""
    table: dict[str, list[str]] = {}
    for line in text.strip().splitlines():
        if not line[0].isspace():
            key, _, line = line.partition(":")
            table[key] = []
        table[key] += [" ".join(part.split()) for part in line.split("|") if part.strip()]
    return {key: tuple(spellings) for key, spellings in table.items()}


ALIASES: dict[str, tuple[str, ...]] = read_table(
    """
owner_name: nama pemilik | pemilik | nama pemilik usaha | pemilik usaha | nama owner | owner |
    owner name | full name | owner full name | name owner | respondent name | nama lengkap |
    nama pelaku usaha | pelaku usaha | nama pengusaha | pengusaha | nama user |
    nama ketua | nama pengelola | nama pimpinan | nama pemilik penanggung jawab | nama sesuai ktp |
    nama kepala usaha | pimpinan | nama wirausaha | nama pedagang | nama pengrajin | nama perajin |
    nama penjual | nama direktur | nama anggota | nama peserta | nama pemilik pengelola | pengelola |
    nama pelaku | nama pemilik perusahaan | nama penduduk | nama warga | mitra binaan |
    nama mitra binaan
nik: nik | nik pemilik | nomor induk kependudukan | no ktp | nik ktp | ktp | no nik ktp | ktp nik |
    nik pelaku usaha | no ktp pemilik | nik sesuai ktp | nik pengusaha | nik penanggung jawab | no identitas |
    nik nik pemilik
sex: jenis kelamin | jk | kelamin | gender | sex | jenis kelamin pemilik | laki laki perempuan | lp |
    gen | j kelamin | jns kelamin | jenis kelamin pengusaha
birth_date: tanggal lahir | tempat tanggal lahir | ttl | tanggal lahir pemilik | tgl lahir | kelahiran tanggal |
    birth date |
    date of birth | dob | lahir | tempat tgl lahir pemilik | tahun lahir
birth_place: tempat lahir | kota lahir | tempat lahir pemilik | tmp lahir | tmpt lahir | kelahiran tempat |
    birth place
age: usia | umur | usia pemilik | umur pemilik | umur pengusaha | age | usia tahun | umur tahun
education: pendidikan | pendidikan terakhir | pendidikan pemilik | ijazah terakhir | tingkat pendidikan |
    education | highest education | last education | education level | pendidikan yang ditamatkan |
    pendidikan tertinggi | pendidikan terakhir pemilik
owner_address: alamat pemilik | alamat rumah | alamat owner | alamat domisili | alamat ktp |
    alamat tempat tinggal | alamat pengusaha | alamat sesuai ktp | alamat rumah pemilik | alamat tinggal |
    domisili | alamat pelaku usaha | tempat tinggal | alamat pemilik usaha | alamat lengkap pemilik |
    alamat rumah ktp
phone: no hp | nomor telp | phone | telepon | whatsapp | no wa | no whatsapp | kontak person |
    contact person | hp | hp wa | no hp wa | no telp hp | no telp hp wa | telp hp | wa hp | no kontak |
    nomor kontak | kontak pemilik | kontak usaha | no telp usaha | telp usaha | no hp pemilik |
    no telp pemilik | no hp aktif | nomor yang bisa dihubungi | phone number | cp | no cp | narahubung |
    no seluler | no tlp wa | kontak hp | kontak wa | kontak telepon | mobile | no hp usaha |
    nomor telepon seluler | kontak yang bisa dihubungi | no wa aktif | telepon rumah | no telp rumah
email: email | e mail | alamat email | email akun | email usaha | surel | email pemilik | alamat surel |
    mail
business_name: nama usaha | nama perusahaan | nama umkm | nama industri | nama ikm | nama proyek |
    business name | perusahaan | umkm name | nama toko | nama warung | nama kelompok | nama kelompok usaha |
    nama unit usaha | nama usaha merek | nama tempat usaha | nama outlet | nama badan usaha | company name |
    nama usaha perusahaan | nama ukm | nama kub | nama usaha dagang | nama koperasi | nama lembaga usaha |
    nama komersial | nama kios | nama usaha toko | nama industri kecil | nama sentra | nama bisnis | toko |
    nama rumah makan | nama umkm usaha | nama unit
brand: merek | merk | brand | merek dagang | merk dagang | nama merek | nama merk | nama brand | haki |
    hki | jenis hki | nomor hki | no haki | sertifikat merek | merek usaha | merek produk | hak merek |
    no hak merek | merek terdaftar | sertifikat hki | hak cipta | sertifikat haki | brand produk |
    nomor merek | label merek
legal_form: bentuk usaha | bentuk badan usaha | jenis perusahaan | badan usaha | bentuk hukum perusahaan |
    bentuk badan hukum | bentuk legalitas usaha | business form | jenis badan usaha | status badan hukum |
    uraian jenis perusahaan | badan hukum | bentuk perusahaan | status badan usaha | bentuk hukum |
    jenis badan hukum | legal form | bentuk kelembagaan | bentuk hukum usaha
status: status usaha | status data | status umkm | keberadaan usaha | kondisi usaha | status keberadaan |
    aktif tidak aktif | status operasional | keaktifan | status aktif | status keaktifan | status perusahaan |
    masih aktif | status keberadaan usaha | is active | kondisi usaha saat ini | status ikm
start_date: tahun berdiri | tanggal pendirian usaha | tahun berdirinya usaha | tanggal berdiri |
    tanggal mulai | tahun mulai | tahun mulai usaha | mulai usaha | awal usaha | tahun pendirian |
    berdiri sejak | mulai berdiri | tahun mulai operasi | bulan tahun daftar usaha | berdiri tahun |
    tahun awal usaha | tanggal pendirian | usaha sejak | berdiri | tanggal mulai usaha | tahun usaha berdiri |
    tahun memulai usaha | sejak tahun | tahun pendirian usaha | mulai operasi | tahun berdiri usaha |
    start date | mulai usaha tahun | tahun beroperasi | sejak usaha berdiri | usaha didirikan |
    buka sejak | sejak | mulai buka | buka tahun | dibuka sejak | tahun buka | established year |
    year established | founded |
    usaha didirikan sejak | usaha berjalan sejak | usaha dijalankan sejak | usaha dimulai sejak
premises_status: status kepemilikan tanah bangunan | status tempat | status kepemilikan tempat usaha |
    status tempat usaha | status kepemilikan bangunan | status bangunan | kepemilikan tempat usaha |
    status lokasi usaha | status tanah | status kepemilikan lahan | status kepemilikan |
    kepemilikan bangunan | status kepemilikan tempat | kepemilikan tempat | status lahan |
    status kepemilikan tanah
business_address: alamat usaha | alamat proyek | alamat workshop | business address | lokasi usaha |
    alamat tempat usaha | alamat toko | alamat perusahaan | alamat produksi | alamat tempat produksi |
    lokasi produksi | alamat lokasi usaha | alamat umkm | alamat lengkap usaha | alamat ikm |
    alamat industri | alamat pabrik | alamat kios | alamat outlet | jalan usaha | lokasi tempat usaha |
    alamat badan usaha | alamat kantor | alamat unit usaha | lokasi berjualan | tempat berjualan |
    lokasi jualan | tempat jualan | letak usaha | letak tempat usaha | business location |
    lokasi dagang | tempat dagang | lokasi berdagang | tempat berdagang
address: alamat | jalan | street address | full address | alamat lengkap | address | nama jalan |
    alamat jalan | jalan no |
    alamat detail | detail alamat | alamat jelas | street | alamat nama jalan | jl
rt: rt | no rt | alamat rt | rt usaha | rukun tetangga | nomor rt
rw: rw | no rw | alamat rw | rw usaha | rukun warga | nomor rw
rt_rw: rt rw | rtrw | rt dan rw | no rt rw | rt rw usaha | rw rt
village_rt_rw: desa kel rt rw | kelurahan rt rw | desa rt rw | kel rt rw | kelurahan desa rt rw |
    desa kelurahan rt rw | kelurahan rt dan rw
village: kelurahan | desa kelurahan | desa | kelurahan usaha | kelurahan desa | kelurahan desa usaha |
    kelurahan nama | nama kelurahan | kelurahan proyek | pilih kelurahan | desa usaha | nama desa |
    lokasi usaha kelurahan | village | gampong | nagari | desa kelurahan usaha | kampung | pekon |
    kelurahan tempat usaha | nama desa kelurahan | kelurahan lokasi usaha | alamat kelurahan
district: kecamatan | kecamatan usaha | kecamatan proyek | lokasi usaha kecamatan | nama kecamatan |
    pilih kecamatan | distrik | district | kecamatan tempat usaha | subdistrict | kecamatan nama |
    kecamatan lokasi usaha | alamat kecamatan
city: kab kota | kota | kota kabupaten | kab kota usaha | kabkota proyek | kabupaten | kabupaten kota |
    kabkota | kotakab | kabupaten kota usaha | kota kab | nama kabupaten | city | regency | kota usaha |
    nama kabupaten kota | nama kota | kabupaten usaha | daerah kabupaten kota | kabupaten kota nama
province: provinsi | provinsi usaha | nama provinsi | province | propinsi | provinsi proyek |
    provinsi nama
postal_code: postal code | kode pos | kodepos | kode pos usaha | zip code
latitude: latitude | lat | latitude y | lintang | garis lintang | koordinat lintang | koordinat y |
    titik lintang | titik koordinat lintang | koordinat lat | titik koordinat latitude
longitude: longitude | lng | lon | long | longitude x | bujur | garis bujur | koordinat bujur |
    koordinat x | longtitude | titik bujur | longitud | titik koordinat bujur | koordinat long |
    titik koordinat longitude
coordinates: koordinat | umkm coordinate | titik koordinat | koordinat usaha | lat long |
    latitude longitude | titik lokasi | koordinat lokasi | gps | coordinates | lokasi koordinat | lat lng |
    titik gps | geotag | koordinat gps | latlong | titik koordinat usaha | lintang bujur | tikor
activity: kegiatan | kegiatan usaha | aktivitas usaha | uraian kegiatan | kegiatan utama |
    uraian kegiatan usaha | aktivitas | deskripsi kegiatan usaha | jenis kegiatan usaha |
    kegiatan usaha utama | jenis kegiatan | usaha yang dijalankan | activity | rincian kegiatan usaha |
    deskripsi kegiatan | uraian usaha pokok | jenis pekerjaan usaha
product: jenis produk | nama produk | products | produk | produk unggulan | produk utama | produk jasa |
    produk yang dijual | hasil produksi | produk yang dihasilkan | barang yang dijual | jenis barang |
    jenis dagangan | produk barang jasa | produk usaha | nama barang | jenis produksi | barang dagangan |
    produk jasa utama | jenis produk usaha | product | varian produk | jenis produk jasa |
    jenis barang dagangan | jenis jualan | produk olahan | nama jenis produk | deskripsi produk |
    keterangan produk | uraian produk | rincian produk | detail produk | deskripsi singkat produk |
    deskripsi barang | deskripsi jualan | deskripsi produk jasa | penjelasan produk | daftar produk |
    macam produk | barang jualan | yang dijual | jualan | dagangan | jenis makanan yang dijual |
    hasil kerajinan | kerajinan | hasil olahan | olahan | hasil karya | menu | menu makanan |
    main product | main products | products sold | product name
sector: bidang usaha | sektor usaha | jenis industri | cabang industri | business sector | business type |
    sektor | subsektor | jenis sektor | jenis usaha lainnya | kl sektor pembina | subsektor ekraf | bidang |
    sub sektor | kelompok industri | kategori usaha | lapangan usaha | kategori produk | klaster usaha |
    cluster usaha | subsektor usaha | kelompok usaha | sektor ekonomi | bidang industri | kategori umkm |
    kategori jenis usaha | kategori industri | jenis kategori | sektor bidang usaha | rumpun usaha |
    sektor industri | jenis bidang usaha | uraian usaha | golongan usaha | ekraf | subsektor ekonomi kreatif |
    kategori bidang usaha | business category | business field
kbli: kbli | kode kbli | judul kbli | deskripsi kbli | kbli lengkap | no kbli | nomor kbli | kbli 2020 |
    kbli 2025 | kode kbli 2020 | kode kbli 2025 | nama kbli | uraian kbli | kbli usaha | klui | kbli kode |
    kode klui | kategori kbli | kbli 5 digit
capital: modal | independent capital | modal awal | modal awal usaha | modal sendiri | modal usaha |
    modal kerja | permodalan |
    jumlah modal | modal dasar | modal pribadi | capital | nilai modal | besar modal | modal usaha awal |
    total modal | modal disetor |
    startup capital | initial capital | working capital
assets: aset | aset kendaraan | aset mesin peralatan | mesin peralatan |
    nilai aset | aset usaha | kekayaan bersih | jumlah aset | total aset | nilai kekayaan |
    aset di luar tanah dan bangunan | kekayaan usaha | aset tidak termasuk tanah dan bangunan |
    aset selain tanah bangunan | aset perusahaan | nilai aset usaha | asset value
investment: nilai investasi | jumlah investasi | investasi | total investasi | investasi usaha |
    besar investasi | nilai inv | realisasi investasi | investasi awal
turnover: omzet | omzet penjualan | omzet awal | penghasilan | perkiraan omzet | range penghasilan |
    revenue | turnover | pendapatan | hasil penjualan | penjualan | omzet usaha | nilai penjualan |
    omzet rata rata | rata rata omzet | pendapatan usaha | jumlah omzet | nilai omzet | peredaran usaha |
    kisaran omzet | omzet kotor | pendapatan kotor | penghasilan kotor | penjualan kotor | sales |
    gross sales | income |
    sales revenue | annual revenue | rata rata penghasilan | rata rata pendapatan |
    total penjualan | penghasilan usaha | volume usaha | peredaran bruto | total omzet | omzet pendapatan |
    pemasukan | penerimaan | jumlah penjualan | range omzet | omzet hasil penjualan | perkiraan pendapatan |
    nilai penjualan produk | jumlah pendapatan | rentang omzet | omzet sekarang | omzet sesudah | omzet setelah
production_value: nilai produksi | nilai hasil produksi | nilai prod | jumlah nilai produksi |
    production value | nilai jual produksi
raw_material_value: nilai bahan baku | nilai bb | nilai bahan baku penolong |
    nilai bahan baku dan penolong | biaya bahan baku | nilai pemakaian bahan baku | raw material value |
    nilai bb bp
production_capacity: kapasitas produksi | capacity | jumlah kapasitas produksi | nilai kapasitas |
    volume produksi | kapasitas | jumlah produksi | kapasitas terpasang | kapasitas produksi terpasang |
    jumlah hasil produksi | volume | total produksi | kapasitas usaha | produksi
production_unit: satuan produksi | satuan volume produksi | satuan | satuan kapasitas |
    satuan kapasitas produksi | unit satuan | satuan produk | satuan volume | sat
workers_total: jumlah tenaga kerja | tenaga kerja | jumlah pekerja | banyaknya tenaga kerja karyawan |
    tenaga | total tenaga kerja | jml tkerja | tki | jumlah orang bekerja | jumlah tki |
    penyerapan tenaga kerja | employees | jumlah pegawai karyawan |
    jumlah tenaga kerja laki laki dan perempuan | serapan tenaga kerja | karyawan orang |
    tenaga kerja indonesia | number of employees | jumlah pekerja termasuk pemilik | employee | jumlah tenaga |
    jumlah sdm | jumlah orang yang bekerja
workers_male: tenaga kerja laki laki | laki laki | pria | male employe | male employee | l |
    jumlah laki laki | pekerja laki laki | tenaga laki laki | tk l | karyawan laki laki |
    jumlah tenaga kerja laki laki | total tenaga kerja laki laki | tkl
workers_female: tenaga kerja perempuan | perempuan | wanita | female employe | female employee | p |
    jumlah perempuan | pekerja perempuan | tenaga perempuan | tk p | karyawan perempuan |
    jumlah tenaga kerja perempuan | total tenaga kerja perempuan | tkp
workers_permanent_male: tenaga kerja tetap laki laki | tetap laki laki | karyawan tetap laki laki |
    laki laki tetap
workers_permanent_female: tenaga kerja tetap perempuan | tetap perempuan | karyawan tetap perempuan |
    perempuan tetap
workers_casual_male: tenaga kerja lepas laki laki | lepas laki laki | tidak tetap laki laki |
    tenaga kerja tidak tetap laki laki | harian lepas laki laki | tenaga kerja harian laki laki |
    honorer laki laki
workers_casual_female: tenaga kerja lepas perempuan | lepas perempuan | tidak tetap perempuan |
    tenaga kerja tidak tetap perempuan | harian lepas perempuan | tenaga kerja harian perempuan |
    honorer perempuan
workers_paid: tenaga kerja dibayar | pekerja dibayar | dibayar | tk dibayar | jumlah pekerja dibayar
workers_unpaid: tenaga kerja tidak dibayar | pekerja tidak dibayar | tidak dibayar | tk tidak dibayar |
    pekerja keluarga | jumlah pekerja tidak dibayar | tenaga kerja keluarga
nib: nib | izin nib | nomor nib | status nib | no nib | kepemilikan nib | nomor induk berusaha | nib oss |
    memiliki nib | punya nib | sudah punya nib | nib usaha | nib ada tidak | no induk berusaha |
    nib izin usaha
nib_date: tanggal terbit nib | tanggal terbit oss | tanggal nib | tahun nib | tahun terbit nib |
    terbit nib
npwp: npwp | npwp usaha | nomor npwp | npwp perusahaan | no npwp | npwp pemilik | npwp pribadi |
    nomor pokok wajib pajak
pirt: pirt | p irt | nomor pirt | izin pirt | spp irt | sppirt | no p irt | sertifikat pirt | pkrt pirt |
    izin p irt | no spp irt | sertifikat p irt | memiliki pirt
halal: halal | sertifikat halal | nomor halal | sertifikasi halal | izin halal | no sertifikat halal |
    label halal | no halal | memiliki sertifikat halal | halal mui | halal bpjph | sh
bpom: bpom | nomor bpom | izin edar | bpom md | izin bpom | no bpom | izin edar bpom | md | bpom ri |
    sertifikat bpom
sni: sni | nomor sni | sertifikat sni | sppt sni | izin sni | no sni
licence: nomor izin | iumk | izin usaha | no izin usaha | nomor izin usaha | no surat izin usaha |
    umkm permission number | izin status | status izin | perizinan | legalitas | legalitas usaha | siup |
    tdp | situ | sku | surat izin usaha | izin | jenis izin | skdu | izin lainnya | surat keterangan usaha |
    izin yang dimiliki | perizinan usaha | kepemilikan izin | dokumen legalitas | jenis izin usaha | slhs |
    sertifikat standar | perizinan lainnya | legalitas lainnya | no siup | iui | tdi | no tdi |
    tanda daftar industri | no iui | sertifikat laik higiene sanitasi | surat izin | nomor siup | nomor iumk |
    kelengkapan izin | perizinan berusaha | no tdp | izin yang sudah dimiliki | sertifikat lainnya |
    skp | haccp | nkv | gmp | cppob | no perizinan | izin lain
licence_date: tahun izin | tanggal izin | tanggal terbit izin | tanggal izin usaha |
    tanggal terbit
marketing: shopee | instagram | alamat ig | alamat instagram | bentuk jualan | ig | wa bisnis | facebook |
    jangkauan pemasaran | jangkauan pemasaran lintas kabupaten kota | jangkauan pemasaran lintas provinsi |
    jangkauan pemasaran lokal | jangkauan pemasaran online | jangkauan pasar utama saat ini |
    konvensional marketing | digital marketing | saluran pemasaran produk | sarana media elektronik | tiktok |
    tokopedia | tujuan pemasaran | twitter | medsos | username instagram | website | youtube | pemasaran |
    wilayah pemasaran | daerah pemasaran | media sosial | media penjualan | media pemasaran | cara pemasaran |
    marketplace | sosial media | metode pemasaran | pemasaran online | penjualan online | saluran pemasaran |
    e commerce | area pemasaran | toko online | marketing | akun media sosial | fb | whatsapp bisnis |
    gofood | grabfood | lazada | bukalapak | akun instagram | pasar | tempat pemasaran | sistem pemasaran |
    strategi pemasaran | online offline | akun medsos | nama akun media sosial | metode penjualan |
    cara penjualan | jangkauan pasar | web | cara menjual | jenis pemasaran | lokasi pemasaran |
    platform penjualan | promosi | sosmed | pemasaran offline |
    sells online | online sales | sales channel | social media
export: produk komoditas ekspor | jangkauan pemasaran export | ekspor | export | negara ekspor |
    negara tujuan ekspor | tujuan ekspor |
    nilai ekspor | komoditas ekspor | negara tujuan | status ekspor
financing: modal bantuan pemerintah | pembiayaan | pinjaman kredit usaha rakyat | sumber pembiayaan |
    kur | sumber modal | pinjaman | bantuan modal | akses pembiayaan | kredit | sumber permodalan | bantuan |
    bantuan pemerintah | bantuan yang pernah diterima | bantuan yang diterima | pinjaman bank |
    lembaga pembiayaan | sumber dana | jenis bantuan | fasilitas pembiayaan | pernah menerima bantuan |
    riwayat bantuan | kredit usaha rakyat | penerima kur | jenis pembiayaan |
    source of funding | source of capital | funding source
partnership: kemitraan | mitra | mitra usaha | mitra kerja | nama mitra | bermitra | kemitraan dengan
training: jenis pelatihan | pelatihan | pernah pelatihan | program yang pernah diikuti |
    pelatihan yang pernah diikuti | riwayat pelatihan | nama pelatihan | diklat | pernah mengikuti pelatihan |
    pembinaan | pelatihan yang diikuti | bimtek | pelatihan pembinaan | pembinaan yang pernah diterima
row_number: no | no urut | nomor urut | no umkm | nomer | no umum | urut | nomor baris
source_id: id proyek | ref oss | umkm id | id data | id umkm | id usaha | kode umkm | kode usaha | uuid |
    no registrasi | id perusahaan | nomor pendaftaran | no pendaftaran | id ikm | kode ikm | idsbr |
    no register | kode unik | nomor registrasi | id izin | id sidt | id responden |
    kode responden | no induk umkm | no anggota | objectid | fid | gid | kode perusahaan |
    respondent id | no responden | kode klien | no klien | no mitra | kode mitra | id siinas
survey_date: tahun pendataan | data year | periode data | tahun data | tanggal pendataan |
    tanggal survei | tanggal survey | tahun survei | tanggal kunjungan | waktu pendataan |
    tanggal input data | tanggal wawancara | periode pendataan | tanggal pencacahan
verification_status: status formulir | status verifikasi | verifikasi | status validasi |
    hasil verifikasi | status validasi data | validasi | status pemeriksaan | terverifikasi
scale_as_written: skala usaha | uraian skala usaha | kategori usaha mikro makro | kriteria | skala |
    klasifikasi usaha | klasifikasi | kelas usaha | kriteria usaha | skala industri | klasifikasi umkm |
    kategori skala | jenis skala usaha | tingkat usaha | ukuran usaha | skala umkm | mikro kecil menengah |
    kelas umkm | skala perusahaan | kategori usaha mikro kecil menengah
notes: keterangan | deskripsi | deskripsi usaha | catatan | ket | keterangan lain | keterangan tambahan |
    catatan petugas | notes | remarks | keterangan lainnya | description | informasi tambahan | saran |
    kendala | permasalahan | kebutuhan | kendala usaha | kendala yang dihadapi | masalah yang dihadapi |
    kebutuhan usaha | hambatan | profil usaha | catatan lain | profil singkat | permasalahan usaha | harapan |
    deskripsi singkat usaha | deskripsi singkat
photo: foto | foto usaha | foto produk | photo | gambar | dokumentasi foto | foto tempat usaha |
    foto lokasi | image | gambar produk | foto lokasi usaha | link foto | url foto | foto depan usaha
"""
)
