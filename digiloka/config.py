"""Settings, read once from the environment. Every one has a default that works on a fresh machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

PUBLIC_URL = "DIGILOKA_URL"
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation may choose. `README.md` has the same list as a table."""

    home: Path  # database, files and keys lie here unless named elsewhere; never under the web root
    database_url: str
    files_dir: Path
    keys_file: Path
    city_code: str = "14.72"  # Kemendagri code of the kota or kabupaten
    timezone_name: str = "Asia/Jakarta"
    production: bool = False
    public_url: str = "http://127.0.0.1:8000"
    office_name: str = "Dinas Koperasi, UKM dan Perindustrian"
    signer_title: str = "Kepala Dinas"  # who signs the report; name and NIP are left open while they are empty
    signer_name: str = ""
    signer_nip: str = ""
    agency: str = "diskop"  # which dinas this installation speaks for by default
    contact_whatsapp: str = ""
    contact_hours: str = "Senin–Jumat 08.00–15.00"
    tax_sentence: bool = False  # "bukan untuk pajak" may be shown only after the office confirmed it in writing
    review_days: int = 5  # working days within which an officer looks at a registration
    mail_url: str = ""  # smtp://user:password@host:port; empty = messages are written to the outbox table only
    mail_from: str = "digiloka@localhost"
    proxies: int = 0  # how many trusted proxies stand before the server and set X-Forwarded-*
    queue_url: str = ""  # redis://…; empty = SQLite queue beside the database
    rate_limit_storage: str = "memory://"
    upload_bytes: int = 100 * 1024 * 1024
    upload_rows: int = 300_000
    upload_columns: int = 256
    stop_refused: int = 50  # per cent of refused, and of doubtful, rows of a file above which it is stopped as a whole
    stop_doubtful: int = 50

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone_name)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read DIGILOKA_* and DATABASE_URL. An empty variable counts as not set."""
        env = os.environ if env is None else env
        home = Path(env.get("DIGILOKA_HOME") or PROJECT / "instance").resolve()
        chosen: dict[str, object] = {
            "home": home,
            "database_url": env.get("DATABASE_URL") or f"sqlite:///{home / 'digiloka.db'}",
            "files_dir": Path(env.get("DIGILOKA_FILES") or home / "files").resolve(),
            "keys_file": Path(env.get("DIGILOKA_KEYS") or home / "keys.json").resolve(),
        }
        for name, variable in _TEXT.items():
            if env.get(variable):
                chosen[name] = env[variable]
        code = str(chosen.get("city_code", ""))
        if len(code) == 4 and code.isdigit():  # as BPS and many sheets write it
            chosen["city_code"] = f"{code[:2]}.{code[2:]}"
        for name, variable in _FLAGS.items():
            if env.get(variable):
                chosen[name] = env[variable].strip().lower() in {"1", "true", "yes", "ya", "on"}
        for name, variable in _NUMBERS.items():
            if env.get(variable):
                chosen[name] = int(env[variable])
        return cls(**chosen)  # type: ignore[arg-type]


_TEXT = {
    "city_code": "DIGILOKA_CITY",
    "timezone_name": "DIGILOKA_TIMEZONE",
    "public_url": PUBLIC_URL,
    "office_name": "DIGILOKA_OFFICE",
    "agency": "DIGILOKA_AGENCY",
    "signer_title": "DIGILOKA_SIGNER_TITLE",
    "signer_name": "DIGILOKA_SIGNER",
    "signer_nip": "DIGILOKA_SIGNER_NIP",
    "contact_whatsapp": "DIGILOKA_WHATSAPP",
    "contact_hours": "DIGILOKA_HOURS",
    "mail_url": "DIGILOKA_MAIL_URL",
    "mail_from": "DIGILOKA_MAIL_FROM",
    "queue_url": "DIGILOKA_QUEUE_URL",
    "rate_limit_storage": "DIGILOKA_LIMITS_URL",
}
_FLAGS = {"production": "DIGILOKA_PRODUCTION", "tax_sentence": "DIGILOKA_TAX_SENTENCE"}
_NUMBERS = {
    "proxies": "DIGILOKA_PROXIES",
    "review_days": "DIGILOKA_REVIEW_DAYS",
    "upload_bytes": "DIGILOKA_UPLOAD_BYTES",
    "upload_rows": "DIGILOKA_UPLOAD_ROWS",
    "upload_columns": "DIGILOKA_UPLOAD_COLUMNS",
    "stop_refused": "DIGILOKA_STOP_REFUSED",
    "stop_doubtful": "DIGILOKA_STOP_DOUBTFUL",
}
