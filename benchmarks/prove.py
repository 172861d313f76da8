"""Runs every proof and benchmark of this folder, and writes what they found beside what they found it on.

A proof is a module of this folder with

    def main(out: Path, full: bool) -> Iterable[dict]: ...

`out` is a folder it may leave files in, `full` is False for a quick trial. Each dict is one line of figures, and what
was found before a proof failed is kept (so yield first, then raise):
{"what": "check and apply, 100,000 rows", "seconds": 41.2, "floor": 12.9, "times the floor": 3.2, "MiB": 610}.
A proof that does not hold raises (AssertionError with a sentence). DIGILOKA_SEED seeds what it draws.

    python -m benchmarks.prove [--quick] [NAME…]
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import secrets
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results"

Proof = Callable[[Path, bool], Iterable[dict[str, Any]]]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make prove", description="Run the long proofs and benchmarks.")
    parser.add_argument("names", nargs="*", help="modules of this folder; all of them when none is named")
    parser.add_argument("--quick", action="store_true", help="small, to try it; writes to build/results/")
    chosen = parser.parse_args(arguments)
    seed = os.environ.setdefault("DIGILOKA_SEED", str(secrets.randbelow(2**32)))
    names = [name for name, _ in proofs(chosen.names)]
    if len(names) > 1:
        return _one_by_one(names, ["--quick"] if chosen.quick else [])
    out = FOLDER.parent / "build" / "results" if chosen.quick else RESULTS
    ((name, proof),) = proofs(names)
    print(f"\n== {name} (seed {seed})", flush=True)
    record = {**machine(), "seed": int(seed), "full": not chosen.quick}
    record |= carry_out(proof, out / name, full=not chosen.quick)
    write(out, {"proof": name, **record})
    print(f"\nWritten to {out.relative_to(FOLDER.parent)}: {'held' if record['held'] else 'did not hold'}.", flush=True)
    return 0 if record["held"] else 1


def _one_by_one(names: list[str], flags: list[str]) -> int:
    """Each in a process of its own: what one proof took of memory is not another's."""
    command = [sys.executable, "-m", "benchmarks.prove", *flags]
    failed = [name for name in names if subprocess.run([*command, name], cwd=FOLDER.parent, check=False).returncode]
    print(f"\nOf {len(names)} proofs did not hold: {', '.join(failed) or 'none'}.", flush=True)
    return 1 if failed else 0


def proofs(names: Iterable[str]) -> list[tuple[str, Proof]]:
    """(name, main) of every module here with a main, or of the named ones; SystemExit for a wrong name."""
    wanted = list(names)
    known = [found.name for found in pkgutil.iter_modules([str(FOLDER)]) if found.name != "prove"]
    if strange := sorted(set(wanted) - set(known)):
        raise SystemExit(f"No proof is called {', '.join(strange)}; there are: {', '.join(known)}.")
    modules = [(name, importlib.import_module(f"benchmarks.{name}")) for name in wanted or known]
    return [(name, module.main) for name, module in modules if hasattr(module, "main")]


def carry_out(proof: Proof, out: Path, *, full: bool) -> dict[str, Any]:
    """Run one proof: its figures, how long it took, and whether it held (and if not, why)."""
    out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    figures: list[dict[str, Any]] = []
    trouble = None
    try:
        for line in proof(out, full):
            print("   " + show(line), flush=True)
            figures.append(line)
    except Exception as problem:  # one proof that fails does not take the others' figures with it
        traceback.print_exc()
        trouble = f"{type(problem).__name__}: {problem}"
    if not any(out.iterdir()):
        out.rmdir()
    took = round(time.monotonic() - began, 1)
    return {"held": trouble is None, "trouble": trouble, "took_seconds": took, "figures": figures}


def machine() -> dict[str, Any]:
    """On what the figures were found: commit, date, processor, memory, versions. No names, no paths.

    Results that are not kept yet are no change of the program.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    changed = git("status", "--porcelain", "--", ":/", ":!results")
    return {
        "commit": git("rev-parse", "HEAD") + ("+changes" if changed else ""),
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def git(*words: str) -> str:
    command = ["git", "-C", str(FOLDER), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def write(out: Path, record: dict[str, Any]) -> None:
    """Append the record to NAME.jsonl (every run ever), and write NAME.md anew (the last one, for people)."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / f"{record['proof']}.jsonl").open("a") as history:
        history.write(json.dumps(record, ensure_ascii=False) + "\n")
    (out / f"{record['proof']}.md").write_text(page(record))


def page(record: dict[str, Any]) -> str:
    """One record as Markdown."""
    verdict = "held" if record["held"] else f"did not hold: {record['trouble']}"
    facts = ("commit", "date", "seed", "cores", "memory_gib", "system", "python", "took_seconds")
    circumstances = " · ".join(f"{name} {record[name]}" for name in facts)
    lines = [f"# {record['proof']}: {verdict}", "", circumstances]
    heading: list[str] = []
    for figure in record["figures"]:
        if list(figure) != heading:
            heading = list(figure)
            lines += ["", f"| {' | '.join(heading)} |", f"|{' --- |' * len(heading)}"]
        lines.append(f"| {' | '.join(str(value) for value in figure.values())} |")
    return "\n".join(lines) + "\n"


def show(figure: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in figure.items())


if __name__ == "__main__":
    sys.exit(main())
