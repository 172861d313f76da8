"""Flask-Excel in a small application, as its documentation has it: one route that saves the upload to a table.

"plain" is `save_to_database`; "tuned" its streaming sister `isave_to_database`, with one commit. That one hands rows
over without their empty last cells, so it needs the initializer.

    python flask_upload.py plain|tuned DATABASE BOOK HEADINGS
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import flask_excel
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from headings import KEY, TABLE, column

db = SQLAlchemy()


def application(database: str, headings: list[str], tuned: bool) -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path(database).resolve()}"
    flask_excel.init_excel(app)
    db.init_app(app)
    names = [column(heading) for heading in headings]
    kinds = {name: db.Column(db.Integer if name == KEY else db.Text) for name in names}
    about = {"__tablename__": TABLE, "id": db.Column(db.Integer, primary_key=True), **kinds}
    survey = type("Survey", (db.Model,), about)

    @app.post("/")
    def take() -> str:
        about = {"field_name": "file", "session": db.session, "table": survey,
                 "mapdict": dict(zip(headings, names, strict=True))}
        if tuned:
            request.isave_to_database(**about, initializer=lambda row: survey(**row), bulk_size=float("inf"))
        else:
            request.save_to_database(**about)
        return "ok"

    return app


def main(way: str, database: str, book: str, headings: str) -> None:
    app = application(database, json.loads(headings), way == "tuned")
    with Path(book).open("rb") as file:
        answer = app.test_client().post("/", data={"file": (file, Path(book).name)})
    if answer.status_code != 200:
        raise SystemExit(f"The upload was answered with {answer.status_code}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
