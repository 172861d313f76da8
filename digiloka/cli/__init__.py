"""The console command `digiloka`. Groups are named after the rooms; each module here is one group."""

from __future__ import annotations

from flask.cli import FlaskGroup

from digiloka.cli import activities, areas, blanks, demo, files, imports, keys, serve, setup, statistics, users


def _app() -> object:
    from digiloka.app import create_app  # the web is loaded only by commands that need it

    return create_app()


main = FlaskGroup(
    create_app=_app,
    add_version_option=False,
    help="DIGILOKA, the register of UMKM and IKM of a city.\n\nStart with `digiloka setup`, then `digiloka serve`.",
)
for group in (
    setup.setup, serve.serve, serve.worker, demo.demo, users.users, areas.areas, activities.activities, blanks.blanks, imports.imports, statistics.statistics,
    keys.keys, files.files,
):
    main.add_command(group)
