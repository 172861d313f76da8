"""What a password must be, and its argon2id hash. Flask-Security reads the same hashes (web.accounts sets it so)."""

from __future__ import annotations

import base64
import hmac
import re
import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher

from digiloka import sealing
from digiloka.values.refusal import Refused
from digiloka.values.text import key

# OWASP's memory-saving setting (19 MiB): a small office server answers several people at once.
MEMORY_KIB, ROUNDS, LANES = 19_456, 2, 1
LONGEST = 200  # nobody types more, and hashing a megabyte would keep a processor busy
LEAST = 10
LEAST_FOR_OWNERS = 8  # typed on a phone; staff see other people's data

_HASHER = PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=LANES)

# What people here try first; compared without blanks, signs, capitals and trailing digits.
_GUESSED_WORDS = """
    password passw0rd katasandi sandi rahasia admin administrator root user pengguna welcome selamatdatang letmein
    qwerty qwertyuiop asdfgh asdfghjkl zxcvbnm iloveyou sayang akusayangkamu cintaku bismillah alhamdulillah
    indonesia merdeka dumai kotadumai riau pekanbaru jakarta garuda umkm ikm usaha usahaku warung warungku digiloka
    kelurahan kecamatan dinas diskop plut payungmejasungai abcdef abcdefgh bintang sepakbola
    persija persib naruto doraemon
"""
_GUESSED = frozenset(_GUESSED_WORDS.split())
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def normal(text: str) -> str:
    """One form for signs that can be typed in several ways (NFKC), so that every keyboard gives the same password."""
    return unicodedata.normalize("NFKC", text)


def check_password(text: str, *, role: str | None = None, about: Iterable[str | None] = ()) -> str:
    """The password in its normal form. `about`: name, email, phone of its owner, which it must not be.

    Raises Refused("password-short", "password-long", "password-guessed", "password-about").
    """
    password = check_length(text, LEAST_FOR_OWNERS if role == "owner" else LEAST)
    if _is_guessed(password):
        raise Refused(
            "password-guessed",
            "Kata sandi ini mudah ditebak orang. Pakai tiga kata yang tidak berhubungan, contoh “payung meja sungai”.",
        )
    if any(_tells(password, fact) for fact in about if fact):
        raise Refused("password-about", "Jangan pakai nama, email, atau nomor HP Anda sebagai kata sandi.")
    return password


def check_length(text: str, least: int = LEAST_FOR_OWNERS) -> str:
    """The password in its normal form, judged by length alone. Raises Refused("password-short", "password-long")."""
    password = normal(text)
    if len(password) < least:
        raise Refused("password-short", f"Kata sandi perlu sedikitnya {least} huruf, angka, atau tanda.")
    if len(password) > LONGEST:
        raise Refused("password-long", f"Kata sandi paling panjang {LONGEST} huruf.")
    return password


def hash_password(password: str) -> str:
    """argon2id of a checked password, keyed first with the installation's salt (which is not in the database)."""
    salt = sealing.keyring().password_salt.encode()
    keyed = base64.b64encode(hmac.digest(salt, password.encode(), "sha512"))
    return _HASHER.hash(keyed)


def _plain(text: str) -> str:
    return key(text).replace(" ", "")


def _is_guessed(password: str) -> bool:
    plain = _plain(password)
    word = plain.rstrip("0123456789")
    if len(set(plain)) <= 3 or plain in _GUESSED or word in _GUESSED:
        return True
    if plain.isdigit() and len(plain) < 14:
        return True  # a date or a phone number
    return any(plain in run for run in _RUNS) or bool(re.fullmatch(r"(.{1,4})\1+", plain))


def _tells(password: str, fact: str) -> bool:
    """Is the password that fact (for an email: what stands before the @), perhaps with figures behind it?"""
    digits = "0123456789"
    plain, known = _plain(password), _plain(fact.split("@")[0])
    return plain == known or (len(known) >= 4 and plain.rstrip(digits) in (known, known.rstrip(digits) or known))
