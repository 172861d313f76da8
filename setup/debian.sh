#!/bin/sh
# debian.sh PACKAGE…: installs Debian packages, where that can be done without asking anybody (root and apt-get).
# Says in one sentence why it could not, and exits 1.
set -eu

if ! command -v apt-get >/dev/null 2>&1; then
    echo "This system has no apt-get, so these Debian packages (or what they hold) must be put there by hand: $*" >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Installing Debian packages needs root: sudo apt-get install --no-install-recommends $*" >&2
    exit 1
fi

export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1 </dev/null
}

echo "Installing Debian packages: $*"
# The lists may be missing or too old to be downloaded by: refresh them only when a first try did not do.
if ! install "$@"; then
    apt-get update -q >"$log" 2>&1 </dev/null || true
    install "$@" || {
        echo "apt-get could not install $*: $(grep -m1 '^E:' "$log" || tail -n 1 "$log")" >&2
        exit 1
    }
fi
