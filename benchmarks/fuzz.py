"""Ruined workbooks by the thousand: whatever a file holds, it is judged or refused whole, and so is giving it back.

Files are made (any headings, any cells), and good ones are ruined: bits turned, pieces lost, doubled or moved, XML
parts with one named fault each (`ruined_sheets`), zips, ODS documents, .xls records and text tables that lie
(`ruined_files`), several of these at once, of workbooks we gave back ourselves, too. `imports check` and `imports
return` must end with status 0 or 2, JSON on stdout, counts that sum, no traceback, one sentence when it is refused,
within ten seconds of processor time, and this process and its reading process together within their memory; what is
given back can be read. A file that breaks the promise is kept beside the figures.
"""

from __future__ import annotations

import io
import json
import os
import re
import resource
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner, Result

from benchmarks import ruined_files
from benchmarks.ruined_sheets import CHANGES, Change
from digiloka.cli import main as digiloka
from digiloka.imports.workbook import open_workbook
from digiloka.values.refusal import Refused
from tests.surveying import HEADINGS, many, survey
from tests.workbooks import ods, ole
from tests.workbooks.xlsx import workbook

WHOLE = 2_000
MIB = 1024  # kilobytes, as getrusage counts
BAR_MIB, BAR_S = 1024, 10.0
_HANGING_S = 300  # of a clock, on a busy machine
_NASTY: tuple[Any, ...] = (
    "", " ", "-", "#REF!", "=1+1", "\x00", "\u202e1472", "🍜 warung", "'0812", "a" * 40_000, "1e309", "NaN", "L/P", "v",
    "1.234.567,89", "99999999999999999999", "2026-13-45", "31/02/1999", "RT 01/RW", "0", "-1", "juta juta", "1-", "Rp",
    "%", "\t", "\n\n", "é" * 300, 0.0, -0.0, 1e300, -1e300, 1.5, 1472014101500000.0, 44_000.0, True, False,
    123456789012345678,
)  # fmt: skip
_TOKENS = (
    b"<v>", b"</v>", b"<c ", b't="s"', b't="d"', b't="e"', b"<row ", b"</row>", b'r="A1"', b'r="XFD9"', b"<f>", b"<is>",
    b"&#0;", b"]]>", b"<!--", b"999999999", b"-1", b"1e400", b"\xff\xfe", b"<mergeCell ref=",
)  # fmt: skip
_BYTES = (b"\x00", b"\xff", b'"', b";", b"\n", b"PK")


def main(out: Path, full: bool) -> Iterator[dict[str, Any]]:
    chance = Random(int(os.environ.get("DIGILOKA_SEED", "0")))
    found: Counter[tuple[str, str]] = Counter()
    longest: dict[str, float] = defaultdict(float)
    largest: dict[str, int] = defaultdict(int)
    broken = []
    with get_context("fork").Pool(1, maxtasksperchild=1) as processes:  # what one file took is not another's
        for number, (what, data) in enumerate(files(chance, WHOLE if full else 200)):
            trouble, outcome, seconds, mib = processes.apply_async(_measured, (data,)).get(_HANGING_S)
            longest[what] = max(longest[what], seconds)
            largest[what] = max(largest[what], mib)
            found[what, outcome] += 1
            if trouble:
                (out / f"{number}-{what.replace(' ', '-')}.bin").write_bytes(data)
                broken.append(f"{what}, file {number}: {trouble}")
                print(f"   {broken[-1]}", flush=True)
    for what in sorted(longest):
        yield {"files": what, "judged": found[what, "judged"], "refused whole": found[what, "refused"],
               "longest s": round(longest[what], 1), "MiB": largest[what]}
    if broken:
        raise AssertionError(f"{len(broken)} files broke the promise; the first: {broken[0]}")


def _measured(data: bytes) -> tuple[str | None, str, float, int]:
    """(as `judge`, seconds, MiB) of one file, in a process of its own."""
    began = time.perf_counter()
    trouble, outcome = judge(data)
    return trouble, outcome, time.perf_counter() - began, peak()


def judge(data: bytes, *, alone: bool = True) -> tuple[str | None, str]:
    """(what was promised and not kept, judged or refused) of checking one file and giving it back. Not `alone`: what
    other work of this process and its children holds or has held is no memory of the file's."""
    with tempfile.TemporaryDirectory() as folder:
        path, back = Path(folder) / "survei.xlsx", Path(folder) / "kembali.xlsx"
        path.write_bytes(data)
        trouble, checked = _asked(alone, "check", str(path), "--rows")
        if not trouble and checked.exit_code == 0:
            trouble = _odd_counts(json.loads(checked.stdout))
        if not trouble and checked.exit_code == 2 and json.loads(checked.stdout)["sheets"]:
            trouble = "refused, and sheets are told"
        if not trouble:
            trouble, given = _asked(alone, "return", str(path), "--out", str(back))
        if not trouble and given.exit_code != checked.exit_code:
            trouble = f"checked with status {checked.exit_code}, given back with {given.exit_code}"
        if not trouble and given.exit_code == 0:
            trouble = _unreadable(back)
    return trouble, "judged" if checked.exit_code == 0 else "refused"


def _asked(alone: bool, command: str, *words: str) -> tuple[str | None, Result]:
    """(what of the promise was not kept, the answer) of a command where no database is."""
    _forget_peak()
    others = 0 if alone else peak()
    nowhere = {"DIGILOKA_HOME": str(Path(words[0]).parent / "home"), "DATABASE_URL": "", "DIGILOKA_CITY": ""}
    used = _processor()
    done = CliRunner().invoke(digiloka, ["imports", command, *words, "--json"], env=nowhere)
    used = _processor() - used
    trouble = None
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        trouble = f"{type(done.exception).__name__}: {done.exception}"
    elif done.exit_code not in (0, 2):
        trouble = f"status {done.exit_code}: {done.stderr[:200]}"
    elif done.exit_code == 2 and not _is_plain(done.stderr):
        trouble = f"refused without a plain sentence: {done.stderr[:200]}"
    elif used > BAR_S:
        trouble = f"{used:.1f} s of processor time"
    elif peak() - others > BAR_MIB:
        trouble = f"{peak() - others} MiB"
    return f"{command}: {trouble}" if trouble else None, done


def _odd_counts(told: dict[str, Any]) -> str | None:
    counts = told["counts"]
    if counts["rows"] != sum(count for name, count in counts.items() if name != "rows"):
        return f"counts do not sum: {counts}"
    return None if len(told["plan"]) == counts["rows"] else f"{len(told['plan'])} rows planned of {counts['rows']}"


def _unreadable(back: Path) -> str | None:
    try:
        open_workbook(back)
    except Refused as refusal:
        return f"what was given back cannot be read: {refusal.code}"
    return None


def _is_plain(told: str) -> bool:
    """One line that a person can read: it ends like a sentence and no exception speaks in it."""
    line = told.strip()
    return "\n" not in line and line[-1:] == "." and len(line) < 300 and not re.search("Error|Exception|errno", line)


def _processor() -> float:
    """Seconds of processor time that this process and its ended children have used."""
    usage = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in usage)


def peak() -> int:
    """MiB that this process held at most since it was asked to forget, and the largest of its children ever."""
    told = Path("/proc/self/status").read_text()
    mine = int(told.partition("VmHWM:")[2].split()[0])
    return round((mine + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / MIB)


def _forget_peak() -> None:
    with suppress(OSError):  # a kernel that does not let us
        Path("/proc/self/clear_refs").write_text("5")


def files(chance: Random, count: int) -> Iterator[tuple[str, bytes]]:
    """(what it is, content) of `count` files, a like share of every kind; each named fault has its turn."""
    good = [survey(*many(12)), workbook({"Data": _table(chance), "Lain": _table(chance)}), returned(survey(*many(9)))]
    text = "\n".join(";".join(map(str, line)) for line in _table(chance)).encode()
    words = [[str(cell) for cell in line] for line in _table(chance)]
    xls, document = ole.xls(words), ods.document(ods.sheet(_table(chance)))
    named: list[Callable[[], tuple[str, bytes]]] = [
        *(partial(_of_sheet, chance, good, change) for change in CHANGES),
        *(partial(_of_zip, chance, good, change) for change in ruined_files.ZIPS),
        lambda: ("xlsx, several faults at once", _several(chance, good)),
        lambda: ("ods: lies", ruined_files.ods(chance, document)),
        lambda: ("xls: records that lie", ruined_files.xls(chance, xls)),
        lambda: ("csv: lines that are none", ruined_files.text_table(chance, text)),
    ]
    for number in range(count):
        match number % 10:
            case 0:
                yield "any cells under any headings", wild(chance)
            case 1:
                yield "xlsx, XML changed", _inside(chance, chance.choice(good))
            case 2:
                yield "xlsx, bytes changed", _ruined(chance, chance.choice(good))
            case 3:
                yield "csv, bytes changed", _ruined(chance, chance.choice((text, _separated(chance))))
            case 4:
                yield "xls and ods, bytes changed", _ruined(chance, chance.choice((xls, document)))
            case _:
                yield named[(number // 10 * 5 + number % 10 - 5) % len(named)]()


def _of_sheet(chance: Random, good: list[bytes], change: Change) -> tuple[str, bytes]:
    parts = ruined_files.unpacked(chance.choice(good))
    change(chance, parts)
    return f"xlsx: {change.__name__.replace('_', ' ')}", ruined_files.packed(parts)


def _of_zip(chance: Random, good: list[bytes], change: ruined_files.ZipChange) -> tuple[str, bytes]:
    return f"zip: {change.__name__.replace('_', ' ')}", change(chance, ruined_files.unpacked(chance.choice(good)))


def _several(chance: Random, good: list[bytes]) -> bytes:
    parts = ruined_files.unpacked(chance.choice(good))
    for change in chance.sample(CHANGES, 4):
        change(chance, parts)
    return ruined_files.packed(parts)


def returned(data: bytes) -> bytes:
    """The same workbook as it is given back."""
    with tempfile.TemporaryDirectory() as folder:
        path, back = Path(folder) / "survei.xlsx", Path(folder) / "kembali.xlsx"
        path.write_bytes(data)
        trouble, _ = _asked(False, "return", str(path), "--out", str(back))
        assert trouble is None, trouble
        return back.read_bytes()


def wild(chance: Random) -> bytes:
    """A workbook of any cells under any headings."""
    return workbook({"Data": _wild(chance)})


def _table(chance: Random) -> list[list[Any]]:
    return [list(HEADINGS.values()), *([told[key] for key in HEADINGS] for told in many(chance.randint(1, 20)))]


def _wild(chance: Random) -> list[list[Any]]:
    """A heading somewhere, below it rows of any length with any values."""
    headings = list(HEADINGS.values())
    chance.shuffle(headings)
    lines: list[list[Any]] = [[chance.choice(_NASTY)] for _ in range(chance.randint(0, 4))]
    lines.append([heading if chance.random() < 0.8 else str(chance.choice(_NASTY))[:200] for heading in headings])
    for number in range(chance.randint(0, 25)):
        told = list(many(number + 1)[number].values())
        line = [chance.choice(_NASTY) if chance.random() < 0.4 else chance.choice(told) for _ in headings]
        lines.append(line[: chance.randint(0, len(line))])
    return [[_writable(cell) for cell in line] for line in lines]


def _writable(cell: Any) -> Any:
    """What a workbook can hold at all."""
    if isinstance(cell, str):
        return "".join(sign for sign in cell if sign >= " " or sign in "\t\n")[:32_000]
    return cell


def _separated(chance: Random) -> bytes:
    delimiter = chance.choice((";", ",", "\t", "|"))
    quote = chance.choice(('"', "", "'"))
    lines = (delimiter.join(f"{quote}{cell}{quote}" for cell in line) for line in _wild(chance))
    text = chance.choice(("\n", "\r\n", "\r")).join(lines)
    return text.encode(chance.choice(("utf-8", "utf-16", "cp1252")), "replace")


def _inside(chance: Random, data: bytes) -> bytes:
    """The same zip with a part ruined, mostly the sheet itself."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if chance.random() < (0.4 if "worksheets/" in name or "shared" in name else 0.04):
                content = _ruined(chance, content, _TOKENS)
            if chance.random() > 0.01:
                new.writestr(name, content)
    return made.getvalue()


def _ruined(chance: Random, data: bytes, tokens: tuple[bytes, ...] = _BYTES) -> bytes:
    """A few pieces turned, lost, doubled, moved, or replaced."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 20))):
        at, length = chance.randrange(len(found) + 1), chance.choice((1, 1, 2, 8, 64, 500))
        match chance.randrange(6):
            case 0:
                found[at : at + length] = chance.randbytes(min(length, 8))
            case 1:
                del found[at : at + length]
            case 2:
                found[at:at] = found[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                found[at:at] = chance.choice(tokens)
            case 4:
                elsewhere = chance.randrange(len(found) + 1)
                found[elsewhere:elsewhere] = found[at : at + length]
            case _:
                found = found[: max(1, at)] if chance.random() < 0.3 else found
    return bytes(found)
