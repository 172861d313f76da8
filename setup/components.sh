#!/bin/sh
# What the tests need from the system besides the program: PostgreSQL with PostGIS, Chromium, LibreOffice.
# What cannot be had is said here in a sentence; the tests that need it are skipped, and with CI=true that fails.
cd "$(dirname "$0")/.." || exit 1

postgis=
for server in /usr/lib/postgresql/*; do
    if [ -x "$server/bin/initdb" ] && ls "$server"/lib/postgis-*.so >/dev/null 2>&1; then
        postgis=$server
    fi
done
if [ -z "$postgis" ]; then
    setup/debian.sh postgresql-postgis || true
fi
if ! command -v chromium >/dev/null 2>&1; then
    setup/debian.sh chromium || true
fi
if ! command -v soffice >/dev/null 2>&1; then
    setup/debian.sh libreoffice-calc-nogui || true
fi
if ! .venv/bin/playwright --version >/dev/null 2>&1; then
    setup/debian.sh libatomic1 || true # what Playwright's own node is linked with; a bare Debian lacks it
fi
