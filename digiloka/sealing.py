"""Keys outside the database: authenticated encryption for values, a keyed hash for look-up.

Ciphertext is `key id (1 byte) + nonce (12) + AES-256-GCM`; the column's name is bound in as associated data, so a
value copied to another column does not open. The hash is HMAC-SHA256 over `purpose:text`.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
import secrets
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FOR_ADDRESSES = bytes.maketrans(b"+/", b"-_")  # letters that a file name or a link takes as they are
_COMPRESS_FROM = 1500  # bytes; a survey's row has about 600, where zlib saves a third and costs most of the time


class KeysMissing(RuntimeError):
    """Something sealed was touched before the keys were loaded."""


class KeysRefused(RuntimeError):
    """The key file cannot be used as it is; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The installation's keys. `current` seals; every key in `keys` opens."""

    current: int
    keys: dict[int, bytes]
    hash_key: bytes
    secret_key: str  # Flask's session signing key
    password_salt: str
    generated: bool  # made by the first run, not by the operator
    _ciphers: dict[int, AESGCM] = field(default_factory=dict, compare=False, repr=False)
    _hashers: list[hmac.HMAC] = field(default_factory=list, compare=False, repr=False)

    def seal(self, plain: bytes, bound_to: str) -> bytes:
        nonce = os.urandom(12)
        return bytes((self.current,)) + nonce + self._cipher(self.current).encrypt(nonce, plain, bound_to.encode())

    def open(self, sealed: bytes, bound_to: str) -> bytes:
        try:
            return self._cipher(sealed[0]).decrypt(sealed[1:13], sealed[13:], bound_to.encode())
        except (InvalidTag, KeyError) as problem:
            said = f"Isi {bound_to} dikunci dengan kunci lain. Pakai berkas kunci yang dulu (DIGILOKA_KEYS)."
            raise KeysRefused(said) from problem

    def hash(self, purpose: str, text: str) -> str:
        """43 characters, equal for equal (purpose, text) under this installation's hash key only."""
        if not self._hashers:
            self._hashers.append(hmac.new(self.hash_key, digestmod="sha256"))
        hasher = self._hashers[0].copy()  # begun with the key: half the time of beginning anew
        hasher.update(f"{purpose}:{text}".encode())
        return binascii.b2a_base64(hasher.digest(), newline=False).translate(_FOR_ADDRESSES, b"=").decode("ascii")

    def _cipher(self, number: int) -> AESGCM:
        cipher = self._ciphers.get(number)
        if cipher is None:
            cipher = self._ciphers[number] = AESGCM(self.keys[number])
        return cipher


def new_keyring(*, generated: bool) -> Keyring:
    return Keyring(
        current=1,
        keys={1: AESGCM.generate_key(256)},
        hash_key=secrets.token_bytes(32),
        secret_key=secrets.token_urlsafe(48),
        password_salt=secrets.token_urlsafe(24),
        generated=generated,
    )


def write_keyring(ring: Keyring, path: Path) -> None:
    """Write a key file readable by its owner alone (0600); refuses to overwrite one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(
        {
            "current": ring.current,
            "keys": {str(number): _b64(key) for number, key in ring.keys.items()},
            "hash": _b64(ring.hash_key),
            "secret": ring.secret_key,
            "salt": ring.password_salt,
            "generated": ring.generated,
        },
        indent=1,
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as problem:
        raise KeysRefused(f"Berkas {path} sudah ada. Berkas kunci tidak pernah ditimpa; pilih nama lain.") from problem
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read_keyring(path: Path) -> Keyring:
    try:
        found = json.loads(path.read_text())
        return Keyring(
            current=int(found["current"]),
            keys={int(number): base64.b64decode(key) for number, key in found["keys"].items()},
            hash_key=base64.b64decode(found["hash"]),
            secret_key=found["secret"],
            password_salt=found["salt"],
            generated=bool(found["generated"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise KeysRefused(f"Berkas kunci {path} tidak bisa dibaca ({problem}).") from problem


def load_or_create(path: Path, *, production: bool = False) -> Keyring:
    """The keys of this installation; the first run makes them. Production wants keys an operator made and keeps."""
    if not path.exists() and not production:
        with suppress(KeysRefused):  # another process of the same first run may be quicker
            write_keyring(new_keyring(generated=True), path)
    ring = read_keyring(path)
    if production and ring.generated:
        raise KeysRefused(
            f"{path} dibuat otomatis waktu pertama dijalankan. Untuk dipakai sungguhan buat kunci sendiri: jalankan "
            "digiloka keys create FILE, simpan salinannya terpisah dari basis data, lalu isi DIGILOKA_KEYS."
        )
    return ring


_ring: list[Keyring] = []


def use(ring: Keyring) -> None:
    """Make these the keys of this process."""
    _ring[:] = [ring]


def keyring() -> Keyring:
    if not _ring:
        raise KeysMissing("Keys are not loaded: call sealing.use(...) first.")
    return _ring[0]


def keyed_hash(purpose: str, text: str) -> str:
    """Look-up value of a sensitive text, e.g. `keyed_hash("nik", nik)`."""
    return keyring().hash(purpose, text)


def pack(value: object) -> bytes:
    """JSON bytes, compressed when that pays; `unpack` reverses it."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return b"z" + zlib.compress(plain, 1) if len(plain) >= _COMPRESS_FROM else b"j" + plain


def unpack(data: bytes) -> object:
    return json.loads(zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:])


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
