"""What every command shares: settings, the engine, keys, and one sentence on stderr when something is refused."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from digiloka import sealing
from digiloka.config import Settings
from digiloka.database import make_engine
from digiloka.sealing import KeysRefused
from digiloka.values.refusal import Refused

UNUSABLE = "database-unusable"


def settings() -> Settings:
    """The installation's settings; from here on what this process writes is its owner's alone."""
    os.umask(0o077)
    return Settings.from_env()


def engine(chosen: Settings) -> Engine:
    """The database that DATABASE_URL names, with this installation's keys loaded."""
    sealing.use(sealing.load_or_create(chosen.keys_file, production=chosen.production))
    return make_engine(chosen.database_url)


def register(chosen: Settings) -> Engine | None:
    """The database, or None where none was ever made. Raises Refused for one that is down or not up to date: without
    what it knows every answer would be wrong."""
    if chosen.database_url.startswith("sqlite:///") and not Path(chosen.database_url[10:]).exists():
        return None
    from digiloka.migration import standing  # a third of a second, which `serve` has no need of

    try:
        base = engine(chosen)
        here, head = standing(base)
        if here is None and not os.environ.get("DATABASE_URL") and not inspect(base).has_table("business"):
            return None  # nobody chose this file: a command that asked in vain left it, with nothing of ours in it
    except SQLAlchemyError as problem:
        raise Refused(UNUSABLE, _unusable(problem)) from problem
    if here != head:
        raise Refused(UNUSABLE, "Basis data belum disiapkan untuk versi ini. Jalankan dulu: digiloka setup.")
    return base


def _unusable(problem: SQLAlchemyError) -> str:
    why = (str(getattr(problem, "orig", None) or problem).splitlines() or ["tanpa keterangan"])[0]
    return f"Basis data tidak bisa dipakai ({why}). Periksa DATABASE_URL, lalu jalankan: digiloka setup."


Answer = Callable[[str, str], Any]  # a refusal's code and sentence → what stands on stdout


@contextmanager
def told(answer: Answer | None = None) -> Iterator[None]:
    """Turn what a person can mend into one sentence on stderr and exit status 1.

    `answer`: a command that was asked for JSON gives one object also then; it is printed first.
    """
    try:
        yield
    except Refused as refusal:
        refuse(refusal.code, refusal.message, answer)
    except KeysRefused as refusal:
        refuse("keys-refused", str(refusal), answer)
    except OSError as problem:
        refuse("file-unusable", f"{problem.filename or 'Berkas'} tidak bisa dipakai ({problem.strerror}).", answer)
    except (OperationalError, ProgrammingError) as problem:  # PostgreSQL names a missing table the second way
        refuse(UNUSABLE, _unusable(problem), answer)


def refuse(code: str, sentence: str, answer: Answer | None = None, status: int = 1) -> NoReturn:
    """Say why not, to a person and, where asked for, to a program."""
    if answer is not None:
        print_json(answer(code, sentence))
    stop(sentence, status)


def stop(sentence: str, status: int = 1) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(status)


def print_json(value: Any) -> None:
    """Only JSON on stdout, numbers and codes as they are, anything else as text."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))
