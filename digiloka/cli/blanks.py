"""`digiloka blanks`: blank survey workbooks."""

from __future__ import annotations

from pathlib import Path

import click

from digiloka.areas.loading import areas_of_city
from digiloka.cli.door import settings, told
from digiloka.config import PROJECT
from digiloka.imports.blanks import write as write_blank


@click.group()
def blanks() -> None:
    """Blank survey workbooks in import_templates/."""


@blanks.command()
@click.option("--out", type=click.Path(path_type=Path), default=PROJECT / "import_templates", show_default=True)
def write(out: Path) -> None:
    """Write the blank workbooks anew from the table of fields and the city's areas."""
    with told():
        areas = areas_of_city(settings().city_code)
        out.mkdir(parents=True, exist_ok=True)
        path = out / "survei-umkm.xlsx"
        write_blank(path, areas)
    click.echo(str(path))
