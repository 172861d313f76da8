"""`digiloka keys`: the operator's own keys."""

from __future__ import annotations

from pathlib import Path

import click

from digiloka.cli.door import told
from digiloka.sealing import new_keyring, write_keyring


@click.group()
def keys() -> None:
    """Encryption and hash keys, kept outside the database."""


@keys.command()
@click.argument("file", type=click.Path(path_type=Path))
def create(file: Path) -> None:
    """Make keys for production in FILE (mode 0600). Keep a copy: without it the sealed data is lost."""
    with told():
        write_keyring(new_keyring(generated=False), file)
    click.echo(f"Kunci ditulis ke {file}. Isi DIGILOKA_KEYS={file}, dan simpan salinannya terpisah dari basis data.")
