"""`digiloka activities`: the official tables in, codes for everyday words out."""

from __future__ import annotations

from pathlib import Path

import click

from digiloka.activities import actions, queries
from digiloka.cli.door import engine, print_json, register, settings, told
from digiloka.database import reading, transaction


@click.group()
def activities() -> None:
    """KBLI codes by version, and the everyday words for them."""


@activities.command()
@click.argument("file", type=click.Path(path_type=Path))
def load(file: Path) -> None:
    """Load an official table (KBLI 2020, KBLI 2025 or the 2020 to 2025 conversion) from the CSV file FILE."""
    with told(), transaction(engine(settings())) as session:
        click.echo(actions.load_file(session, file).sentence())


@activities.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of {code, version, title, score}.")
def search(words: tuple[str, ...], as_json: bool) -> None:
    """The best five activities for WORDS, e.g. `digiloka activities search bengkel tambal ban`."""
    sought = " ".join(words)
    with told():
        base = register(settings())
        if base is None:
            hits = queries.search_own(sought)
        else:
            with reading(base) as session:
                hits = queries.search_codes(session, sought)
    if as_json:
        print_json([{"code": hit.code, "version": hit.version, "title": hit.title, "score": hit.score} for hit in hits])
        return
    for hit in hits:
        click.echo(f"{hit.code} ({hit.version})  {hit.title}  {hit.score:.2f}")
