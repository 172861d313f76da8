"""Outgoing mail: SMTP as DIGILOKA_MAIL_URL names it. Only one-time links are mailed, never personal data."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from digiloka.accounts import links
from digiloka.config import Settings

SECONDS = 20  # to wait for the mail server


def invitation(settings: Settings, name: str, token: str) -> tuple[str, str]:
    """(subject, text) for somebody who was given an account."""
    text = (
        f"Yth. {name},\n\nAnda diundang memakai DIGILOKA, pendataan usaha {settings.office_name}.\n"
        f"Buka tautan ini untuk membuat kata sandi Anda:\n\n{_address(settings, token)}\n\n"
        f"Tautan berlaku {links.LASTS[links.INVITATION].days} hari dan hanya sekali pakai. "
        "Jangan berikan kepada orang lain.\n"
    )
    return "Undangan DIGILOKA", text


def new_password(settings: Settings, name: str, token: str) -> tuple[str, str]:
    """(subject, text) for somebody who forgot the password."""
    text = (
        f"Yth. {name},\n\nAda yang meminta kata sandi baru untuk akun DIGILOKA Anda.\n"
        f"Buka tautan ini untuk membuatnya:\n\n{_address(settings, token)}\n\n"
        "Tautan berlaku 24 jam dan hanya sekali pakai. "
        "Kalau bukan Anda yang meminta, abaikan pesan ini; kata sandi Anda tetap berlaku.\n"
    )
    return "Kata sandi baru DIGILOKA", text


def _address(settings: Settings, token: str) -> str:
    return f"{settings.public_url.rstrip('/')}{links.PATH}/{token}"


def send(settings: Settings, to: str, subject: str, text: str) -> None:
    """Hand a message to the mail server: smtp:// (encrypted when the server offers it) or smtps://.

    Raises OSError or smtplib.SMTPException when it does not take it.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, to, subject
    message.set_content(text)
    url = urlsplit(settings.mail_url)
    host, secure = url.hostname or "localhost", ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=SECONDS, context=secure)
    else:
        server = smtplib.SMTP(host, url.port or 25, timeout=SECONDS)
    with server:
        server.ehlo()
        if url.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=secure)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)
