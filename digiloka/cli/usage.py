"""A command that was not called as it wants: one plain sentence, in place of click's usage text of four lines."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from click.exceptions import NoArgsIsHelpError

_NUMBER = re.compile(r"-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


class PointCommand(click.Command):
    """A command whose arguments may be negative numbers: "-6.2" is no option. None of its options takes a value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" not in args:
            options = [word for word in args if word.startswith("-") and not _NUMBER.fullmatch(word)]
            args = [*options, "--", *(word for word in args if word not in options)]
        return super().parse_args(ctx, args)


@contextmanager
def told_plainly(*, as_json: bool) -> Iterator[None]:
    """Turn click's usage errors into one sentence on stderr, exit status 2 as before.

    `as_json`: "--json" was asked for; a command that knows it gives one object on stdout also then.
    """
    try:
        yield
    except NoArgsIsHelpError:  # it is the help
        raise
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "digiloka"
        sentence = _sentence(error)
        if as_json and error.ctx and any("--json" in param.opts for param in error.ctx.command.params):
            from digiloka.cli.door import print_json  # brings the database along, which a good call may not need

            print_json({"faults": [{"code": "usage", "message": sentence}]})
        click.echo(f"{sentence} Lihat: {path} --help.", err=True)
        sys.exit(error.exit_code)


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} belum diisi."
    if isinstance(error, click.BadParameter):
        return f"Isi {_name(error)} tidak bisa dibaca: {_wanted(error)}."
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} belum diisi."
    if isinstance(error, click.NoSuchOption):
        return f"Opsi {error.option_name} tidak ada."
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return "Perintah itu tidak ada."
    return f"Perintah tidak bisa dibaca ({error.format_message().rstrip('.')})."


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "perintah ini"
    return error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.make_metavar(error.ctx)


def _wanted(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.DateTime):
        return "tulis tanggal seperti 2026-11-21"
    if isinstance(kind, click.Choice):
        return f"pilih {' atau '.join(kind.choices)}"
    if isinstance(kind, click.types.FloatParamType):
        return "tulis angka seperti 1.67"
    if isinstance(kind, click.IntRange) and None not in (kind.min, kind.max):
        return f"tulis bilangan bulat {kind.min}–{kind.max}"
    if isinstance(kind, click.types.IntParamType):
        return "tulis bilangan bulat"
    return error.message.rstrip(".")
