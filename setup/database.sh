#!/bin/sh
# Builds the database or brings it up to date (`digiloka setup`); skips that for the database in the home folder when
# nothing that it is made from changed since.
set -eu
cd "$(dirname "$0")/.."
home=${DIGILOKA_HOME:-instance}
stamp=$home/.set-up
city=${DIGILOKA_CITY:-}

up_to_date() {
    [ -z "${DATABASE_URL:-}" ] && [ -f "$home/digiloka.db" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$city" ] &&
        [ -z "$(find migrations digiloka requirements/run.lock -type f -newer "$stamp" ! -name '*.pyc' | head -n 1)" ]
}

if ! up_to_date; then
    .venv/bin/python -m compileall -q digiloka
    .venv/bin/digiloka setup
    if [ -z "${DATABASE_URL:-}" ]; then
        echo "$city" >"$stamp"
    fi
fi
