"""Small files imported one after another in one process, as the worker does: `python -m benchmarks.warm USER FILE…`"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from digiloka import sealing
from digiloka.accounts.queries import viewer_by_email
from digiloka.config import Settings
from digiloka.database import make_engine, reading, transaction
from digiloka.files.store import put
from digiloka.imports import actions
from digiloka.imports.collecting import seldom
from digiloka.imports.judging import judge
from digiloka.imports.keeping import keep_plan
from digiloka.imports.queries import Register, batch_of, ground_of
from digiloka.imports.workbook import open_workbook


def main(user: str, *books: str) -> None:
    settings = Settings.from_env()
    sealing.use(sealing.read_keyring(settings.keys_file))
    engine = make_engine(settings.database_url)
    seconds, cpu = [], []
    for book in books:
        began, used = time.perf_counter(), time.process_time()
        with seldom():
            import_one(engine, settings, user, Path(book))
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds[1:], "cpu": cpu[1:], "mib": peak}))


def import_one(engine: Engine, settings: Settings, user: str, book: Path) -> dict[str, int]:
    """What uploading, checking and confirming do, one after the other; rows by outcome."""
    workbook = open_workbook(book)
    today = datetime.now(settings.timezone).date()
    with reading(engine) as known:
        viewer = viewer_by_email(known, user)
        ground = ground_of(known, settings.city_code, viewer.area_code or "", today)
        judgement = judge(workbook, ground, Register(known, viewer, ground))
        with transaction(engine) as session, book.open("rb") as source:
            stored = put(session, settings.files_dir, source, book.name)
            batch = actions.open_batch(session, viewer.actor("cli"), city_code=settings.city_code,
                                       area_code=viewer.area_code or "", file_id=stored.id, file_name=book.name)
        keep_plan(partial(transaction, engine), batch.id, judgement)
    with transaction(engine) as session:
        return actions.apply(session, viewer.actor("cli"), batch_of(session, batch.id))


if __name__ == "__main__":
    main(*sys.argv[1:])
