"""The console command `digiloka`. Groups are named after the rooms; each module here is one group.

A command's module is loaded when the command is called: `digiloka serve` needs no spreadsheet library.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click
from flask.cli import FlaskGroup

from digiloka.cli.usage import told_plainly

# command: (module here, its name in it), in the order of --help
COMMANDS = {
    "setup": ("setup", "setup"),
    "serve": ("serve", "serve"),
    "worker": ("serve", "worker"),
    "users": ("users", "users"),
    "areas": ("areas", "areas"),
    "activities": ("activities", "activities"),
    "blanks": ("blanks", "blanks"),
    "imports": ("imports", "imports"),
    "registry": ("registry", "registry"),
    "statistics": ("statistics", "statistics"),
    "keys": ("keys", "keys"),
    "files": ("files", "files"),
    "demo": ("demo", "demo"),
}


_AS_JSON = "digiloka.as_json"


def _app() -> object:
    from flask_migrate import Migrate  # for `digiloka db` alone: the pages need no migrations

    from digiloka.app import create_app  # the web is loaded only by commands that need it
    from digiloka.config import PROJECT
    from digiloka.database import db

    app = create_app()
    Migrate(app, db, directory=str(PROJECT / "migrations"), render_as_batch=True)
    return app


class Commands(FlaskGroup):
    """Ours first; Flask's own (`digiloka shell`, `digiloka db`) work too, for developers, and are not listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **named: Any) -> click.Context:
        as_json = "--json" in args
        with told_plainly(as_json=as_json):
            context = super().make_context(info_name, args, *more, **named)
        context.meta[_AS_JSON] = as_json
        return context

    def invoke(self, ctx: click.Context) -> Any:
        with told_plainly(as_json=ctx.meta[_AS_JSON]):
            return super().invoke(ctx)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return super().get_command(ctx, name)
        module, attribute = COMMANDS[name]
        return getattr(import_module(f"digiloka.cli.{module}"), attribute)


main = Commands(
    create_app=_app,
    add_version_option=False,
    set_debug_flag=False,
    help="DIGILOKA, the register of UMKM and IKM of a city.\n\nStart with `digiloka setup`, then `digiloka serve`.",
)
for option in main.params:  # Flask's --app and --env-file: there is one app, and the settings come by the environment
    option.hidden = True
