"""django-import-export as an officer meets it: the admin's import page, its preview, its confirmation.

The page parses the file and imports it in a transaction that is taken back, to show what would change; the
confirmation parses it again and imports it. "plain" is the resource as it comes; "tuned" follows the documentation's
pages on bulk imports and settings: rows in bulk, no comparison with what is there (so no preview of changes, and
rows that are there already are doubled or refused, not found), no line in the admin's log.

    python django_admin.py prepare|plain|tuned DATABASE [BOOK HEADINGS]
"""

from __future__ import annotations

import html
import json
import re
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import AppConfig
from django.conf import settings
from headings import KEY, TABLE, column

PAGE = "/admin/register/survey/import/"
WORD = "admin"


class Register(AppConfig):
    """This script as an application of Django's."""

    name, label, path = "__main__", "register", str(Path(__file__).parent)


def configure(database: str, tuned: bool) -> None:
    settings.configure(
        DEBUG=False, SECRET_KEY=WORD, ROOT_URLCONF="__main__", ALLOWED_HOSTS=["testserver"], USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", IMPORT_EXPORT_SKIP_ADMIN_LOG=tuned,
        INSTALLED_APPS=["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
                        "django.contrib.sessions", "django.contrib.messages", "import_export", "__main__.Register"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
                    "django.contrib.auth.middleware.AuthenticationMiddleware",
                    "django.contrib.messages.middleware.MessageMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
                    "OPTIONS": {"context_processors": ["django.template.context_processors.request",
                                                       "django.contrib.auth.context_processors.auth",
                                                       "django.contrib.messages.context_processors.messages"]}}],
    )  # fmt: skip
    django.setup()


def offer(headings: list[str], tuned: bool) -> list[Any]:
    """Register the one table with the admin; the addresses of the site."""
    from django.contrib import admin
    from django.db import models
    from django.urls import path
    from import_export.admin import ImportMixin
    from import_export.fields import Field
    from import_export.instance_loaders import CachedInstanceLoader
    from import_export.resources import modelresource_factory
    from import_export.widgets import CharWidget, IntegerWidget

    kinds: dict[str, Any] = {
        column(heading): models.IntegerField(unique=True) if column(heading) == KEY else models.TextField(null=True)
        for heading in headings
    }
    meta = type("Meta", (), {"app_label": "register", "db_table": TABLE, "managed": False})
    survey = type("Survey", (models.Model,), {"__module__": "__main__", "Meta": meta, **kinds})
    columns = {
        column(heading): Field(attribute=column(heading), column_name=heading,
                               widget=IntegerWidget() if column(heading) == KEY else CharWidget())
        for heading in headings
    }  # fmt: skip
    quick = {"use_bulk": True, "batch_size": 1000, "skip_diff": True, "skip_html_diff": True,
             "force_init_instance": True, "instance_loader_class": CachedInstanceLoader}
    options = {"import_id_fields": (KEY,), "fields": tuple(columns), **(quick if tuned else {})}
    resource = modelresource_factory(survey, meta_options=options, custom_fields=columns)
    page = type("Page", (ImportMixin, admin.ModelAdmin), {"resource_classes": [resource]})
    admin.site.register(survey, page)
    return [path("admin/", admin.site.urls)]


def send(book: str) -> None:
    """What the browser of an officer sends: the file, then the confirmation that the preview holds."""
    from django.contrib.auth.models import User
    from django.test import Client
    from import_export.formats.base_formats import DEFAULT_FORMATS, XLSX

    client = Client()
    client.force_login(User.objects.get(username=WORD))
    with Path(book).open("rb") as file:
        preview = client.post(PAGE, {"import_file": file, "format": str(DEFAULT_FORMATS.index(XLSX))})
    asked = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', preview.content.decode())
    told = {name: html.unescape(value) for name, value in asked if name != "csrfmiddlewaretoken"}
    if "import_file_name" not in told:
        raise SystemExit("The preview has no confirmation: " + " ".join(
            re.sub(r"<[^>]+>", " ", preview.content.decode()).split())[:600])
    done = client.post(PAGE.replace("/import/", "/process_import/"), told)
    if done.status_code != 302:
        raise SystemExit(f"The confirmation was answered with {done.status_code}.")


def main(way: str, database: str, book: str = "", headings: str = "[]") -> None:
    global urlpatterns
    configure(database, way == "tuned")
    if way == "prepare":
        from django.contrib.auth.models import User
        from django.core.management import call_command

        urlpatterns = []
        call_command("migrate", verbosity=0)
        User.objects.create_superuser(WORD, password=WORD)
        return
    urlpatterns = offer(json.loads(headings), way == "tuned")
    send(book)


urlpatterns: list[Any] = []

if __name__ == "__main__":
    main(*sys.argv[1:])
