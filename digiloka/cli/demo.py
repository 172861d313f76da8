"""`digiloka demo`: made-up businesses for trying the program out."""

from __future__ import annotations

from datetime import datetime

import click

from digiloka.cli.door import engine, settings, told
from digiloka.database import transaction
from digiloka.demo.actions import fill as fill_register
from digiloka.values.amounts import show_number


@click.group()
def demo() -> None:
    """Made-up businesses, never real persons."""


@demo.command()
@click.option("--count", default=5_000, show_default=True, help="How many businesses.")
@click.option("--seed", default=1472, show_default=True, help="The same seed gives the same businesses.")
def fill(count: int, seed: int) -> None:
    """Fill an empty register with made-up businesses; a register that has any is left alone."""
    with told():
        chosen = settings()
        year = datetime.now(chosen.timezone).year
        with transaction(engine(chosen)) as session:
            made = fill_register(session, chosen.city_code, count, seed, year)
    none = "Sudah ada usaha di daftar ini; tidak ada yang ditambahkan."
    click.echo(f"{show_number(made)} usaha buatan dimasukkan." if made else none)
