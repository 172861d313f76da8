"""The proof of registration to print, and the page its QR leads to, which tells everybody very little."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from markupsafe import Markup

from digiloka.areas import queries as areas
from digiloka.config import Settings
from digiloka.database import reading
from digiloka.registry.numbers import parse_number
from digiloka.registry.queries import proof_for, public_proof
from digiloka.registry.sought import number_in, person_in
from digiloka.registry.status import existence_label
from digiloka.values.refusal import Refused
from digiloka.web.access import public, viewer
from digiloka.web.limits import count_miss, refuse_guessing

pages = Blueprint("proof", __name__, url_prefix="/bukti")

WORDS = {
    "submitted": ("Terdaftar, menunggu diperiksa", "wait"),
    "returned": ("Terdaftar, datanya perlu diperbaiki", "wait"),
    "verified": ("Terdaftar, sudah diperiksa kelurahan", "ok"),
    "confirmed": ("Terdaftar, sudah disetujui dinas", "ok"),
    "refused": ("Pendaftaran tidak dapat diterima", "no"),
    "limited": ("Terdaftar, datanya sedang dibatasi", "off"),
}
# For who registered it and comes back: who has the code alone reads no officer's message.
WHAT_NOW = {
    "returned": "Petugas meminta perbaikan. Masuk ke akun Anda untuk melihat isian mana, atau bawa nomor ini ke kantor "
                "kelurahan.",
    "verified": "Petugas kelurahan sudah memeriksa data Anda. Tidak ada yang perlu Anda lakukan.",
    "confirmed": "Dinas sudah menyetujui data Anda. Tidak ada yang perlu Anda lakukan.",
    "refused": "Masuk ke akun Anda untuk membaca alasannya, atau bawa nomor ini ke kantor kelurahan.",
    "limited": "Data ini tidak dipakai untuk sementara. Bawa nomor ini ke kantor kelurahan untuk keterangan.",
}
NOT_KNOWN = "Nomor ini tidak ada di daftar. Periksa lagi tiap huruf dan angkanya, atau tanyakan ke kantor kelurahan."
PERSON = "proof-person"
NO_PERSON = "Ini bukan nomor usaha, mungkin NIK atau nomor HP. Tulis nomor usaha dari bukti pendaftaran."
_GONE = (4, 5)  # existence: closed, became another business


@pages.route("", methods=["GET", "POST"])
@public
def look_up() -> Any:
    """A number typed from paper. Sent by POST: a NIK or a phone typed here by mistake must stand in no address."""
    typed = request.form.get("nomor", "").strip()
    if not typed:
        return _page()
    try:
        return redirect(url_for("proof.check", number=_number_in(typed)), 303)
    except Refused as refusal:
        return _page(typed="" if refusal.code == PERSON else typed[:40], mistake=refusal.message), 422


@pages.get("/<number>")
@public
def check(number: str) -> Any:
    """Is there such a registration? Never whose."""
    refuse_guessing("proof")
    with reading() as db:
        proof = public_proof(db, number)
        area = areas.area(db, proof.area_code) if proof and proof.area_code else None
    if proof is None:
        count_miss("proof")
        message, code = _why_not(number)
        return _page(typed="" if code == PERSON else number[:40], message=message), 404
    if proof.number != number:
        return redirect(url_for("proof.check", number=proof.number))
    return _page(proof=proof, area=area, words=_words(proof))


@pages.get("/<number>/cetak")
@public
def printed(number: str) -> Any:
    """For staff of the area, the holder, and the browser that has just registered it."""
    person = viewer()
    with reading() as db:
        proof = proof_for(db, person, number, session.get("registered", ()))
        area = areas.names(db, _settings().city_code).rows.get(proof.area_code or "") if proof else None
    if proof is None:
        return abort(404) if person else redirect(url_for("proof.check", number=number))
    address = f"{_settings().public_url.rstrip('/')}{url_for('proof.check', number=proof.number)}"
    return render_template("proof/print.html", proof=proof, area=area, words=_words(proof), address=address,
                           code=qr_code(address))


def qr_code(address: str) -> Markup:
    """The address as a QR code: an inline SVG that scales with the page."""
    import segno  # with the first proof, not with the program

    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=2, svgclass="qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 - the library's own drawing; the address is in its dots, not in its text


def _words(proof: Any) -> tuple[str, str]:
    """The status as everybody may know it, and its kind of tag."""
    words, kind = WORDS.get(proof.state, WORDS["submitted"])
    if proof.existence in _GONE and proof.state != "refused":
        return f"{words}. Keadaan usaha: {existence_label(proof.existence).lower()}", "off"
    return words, kind


def _page(**told: Any) -> str:
    return render_template("proof/check.html", **{"proof": None, "typed": "", "message": None, "mistake": None, **told})


def _why_not(number: str) -> tuple[str, str]:
    """What to say of a number that leads nowhere, and the refusal's code."""
    try:
        _number_in(number)
    except Refused as refusal:
        return refusal.message, refusal.code
    return NOT_KNOWN, ""


def _number_in(typed: str) -> str:
    """The business number that was typed. Raises Refused, with the code PERSON for what may be a NIK or a phone."""
    city = _settings().city_code
    number = number_in(typed, city)
    if number:
        return number
    if _names_a_person(typed, city):
        raise Refused(PERSON, NO_PERSON)
    return parse_number(typed)


def _names_a_person(typed: str, city: str) -> bool:
    try:
        return person_in(typed, city) is not None
    except Refused:  # figures that may be meant as one
        return True


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
