"""How people say what the closed lists hold: spelling → code. Spellings are folded as text.key does."""

from __future__ import annotations


def _spoken(by_code: dict[str, str]) -> dict[str, str]:
    return {spelling.strip(): code for code, told in by_code.items() for spelling in told.split("|")}


PREMISES_KIND = _spoken(
    {
        "rumah": "rumah | rumah sendiri | rumah tinggal | di rumah | rumahan",
        "toko": "ruko | toko | warung",
        "kios": "kios",
        "pasar": "los pasar | pasar",
        "kaki_lima": "kaki lima | pkl | gerobak | tenda",
        "keliling": "keliling",
        "daring": "online | daring",
        "kawasan": "sentra",
    }
)

PREMISES_STATUS = _spoken(
    {
        "milik_sendiri": "milik pribadi | hak milik | sendiri | shm | pribadi | milik | rumah sendiri | bukan sewa",
        "sewa": "sewa | kontrak | menyewa | ngontrak | sewa kontrak",
        "pinjam": (
            "pinjam | menumpang | numpang | pinjam pakai | milik orang tua | milik keluarga | orang tua | "
            "keluarga | bebas sewa"
        ),
        "fasilitas_pemda": "pemda | milik pemda | milik pemerintah | fasilitas pemda | aset desa",
        "lainnya": "lain lain | lain",
    }
)

EXISTENCE = _spoken(
    {
        "1": (
            "aktif | active | masih aktif | buka | berjalan | beroperasi | ya | operasional | masih berjalan | "
            "masih beroperasi | jalan"
        ),
        "2": "libur | berhenti sementara | tutup sementara | vakum | off sementara",
        "3": "belum | belum aktif | belum berproduksi | belum jalan | rencana",
        "4": (
            "tidak aktif | non aktif | nonaktif | sudah tidak aktif | inactive | tutup permanen | tutup | berhenti | "
            "bangkrut | sudah tutup | stop | gulung tikar"
        ),
        "5": "ganti usaha | alih usaha",
        "7": "pindah",
        "9": "ganda | duplikat",
    }
)

EXPORT = _spoken(
    {
        "langsung": "ya | ekspor",
        "tidak": "tidak ekspor | belum | lokal | non ekspor",
    }
)
