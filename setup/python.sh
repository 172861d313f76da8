#!/bin/sh
# Makes the virtual environment .venv with the first Python that is new enough, and puts uv into it.
set -eu
cd "$(dirname "$0")/.."

suits() {  # new enough, and able to make environments that have pip
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3; do
        if suits "$name"; then
            echo "$name"
            return
        fi
    done
    return 1
}

if ! suits .venv/bin/python; then
    python=$(find_python) || {
        setup/debian.sh python3 python3-venv && python=$(find_python)
    } || {
        echo "DIGILOKA needs Python 3.11 or newer with its venv module; name one with PYTHON=/path make setup." >&2
        exit 1
    }
    "$python" -m venv --clear .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/setup.lock
