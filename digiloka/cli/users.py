"""`digiloka users`: who can sign in."""

from __future__ import annotations

import sys
import uuid

import click
from sqlalchemy.orm import Session

from digiloka.accounts import actions, links, queries
from digiloka.accounts.roles import STAFF, rule_of
from digiloka.areas.queries import area as area_of
from digiloka.audit.actor import Actor
from digiloka.cli.door import engine, print_json, settings, told
from digiloka.database import reading, transaction
from digiloka.values.mail import parse_email
from digiloka.values.refusal import Refused

STANDINGS = {"active": "aktif", "invited": "diundang", "off": "tidak aktif"}
OPERATOR = Actor(None, "system", "cli")


@click.group()
def users() -> None:
    """People who can sign in."""


@users.command()
@click.argument("email")
@click.option("--role", required=True, metavar="ROLE", help="owner, kelurahan, kecamatan, dinas, plut or admin.")
@click.option("--area", "area_code", metavar="CODE", help="Area code, e.g. 14.72.01.1003 (default: the city).")
@click.option("--name", default="", help="Full name.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input (its first line).")
def add(email: str, role: str, area_code: str | None, name: str, password_stdin: bool) -> None:
    """Add the user EMAIL. Without --password-stdin a one-time link to set the password is printed."""
    token = None
    with told():
        chosen = settings()
        password = _password() if password_stdin else None
        with transaction(engine(chosen)) as session:
            user = actions.add_user(
                session, OPERATOR, city_code=chosen.city_code, role=role, name=name or email.partition("@")[0],
                email=email, area_code=_existing(session, area_code), agency=_agency(role, chosen.agency),
                password=password,
            )
            if password is None:
                token = actions.make_link(session, OPERATOR, user.id)
            where = f" untuk wilayah {user.area_code}" if user.area_code else ""
            said = f"{user.email} ditambahkan sebagai {rule_of(role).label}{where}."
    click.echo(said)
    if token:
        address = f"{chosen.public_url.rstrip('/')}{links.PATH}/{token}"
        click.echo(f"Untuk membuat kata sandi, sekali, dalam 7 hari: {address}")


@users.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON list.")
def list_(as_json: bool) -> None:
    """List everybody who works here."""
    with told():
        chosen = settings()
        with reading(engine(chosen)) as session:
            found, _ = queries.list_users(session, chosen.city_code, count=100_000)
    rows = [
        {"email": row.email, "name": row.name, "role": row.role, "area": row.area_code, "standing": row.standing}
        for row in found
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo("  ".join(str(value or "-") for value in {**row, "standing": STANDINGS[row["standing"]]}.values()))


@users.command()
@click.argument("email")
def deactivate(email: str) -> None:
    """Switch the user EMAIL off: signed out everywhere, never in again."""
    with told(), transaction(engine(settings())) as session:
        actions.switch_off(session, OPERATOR, _id_of(session, email))
    click.echo(f"{email} tidak dapat masuk lagi.")


@users.command()
@click.argument("email")
def link(email: str) -> None:
    """Print a one-time link with which the user EMAIL sets a password."""
    with told():
        chosen = settings()
        with transaction(engine(chosen)) as session:
            token = actions.make_link(session, OPERATOR, _id_of(session, email))
    click.echo(f"{chosen.public_url.rstrip('/')}{links.PATH}/{token}")


def _id_of(session: Session, email: str) -> uuid.UUID:
    address = parse_email(email)
    user = queries.user_by_email(session, address) if address else None
    if user is None:
        raise Refused("user-unknown", f"Tidak ada pengguna dengan email {email}.")
    return user.id


def _password() -> str:
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise Refused("password-missing", "Tidak ada kata sandi di masukan baku. Contoh: echo … | digiloka users add …")
    return line


def _existing(session: Session, code: str | None) -> str | None:
    if code and area_of(session, code) is None:
        raise Refused("area-unknown", f"Wilayah {code} tidak ada di daftar kota ini. Contoh: 14.72.01.1003.")
    return code


def _agency(role: str, agency: str) -> str | None:
    return agency if role in STAFF else None
