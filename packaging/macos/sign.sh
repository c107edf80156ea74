#!/bin/sh
# Sign PhotoSearch.app from the inside out, with the hardened runtime.
#
#     packaging/macos/sign.sh dist/PhotoSearch.app
#
# Variables: MACOS_IDENTITY, as `security find-identity` tells it ("Developer ID Application: ...").
# Without it the application is signed for this computer alone, and that is said.
# DRY_RUN=1 prints the commands and runs none.
set -eu

app=${1:?the application is missing: packaging/macos/sign.sh PhotoSearch.app}
here=$(cd -- "$(dirname -- "$0")" && pwd)
identity=${MACOS_IDENTITY:-}
timestamp=--timestamp

run() {
    if [ -n "${DRY_RUN:-}" ]; then echo "would run: $*"; else "$@"; fi
}

if [ -z "$identity" ]; then
    echo "MACOS_IDENTITY is not set: signed for this computer alone. Others see a warning of macOS."
    identity=-
    timestamp=--timestamp=none
fi
[ -d "$app/Contents/MacOS" ] || { echo "$app is no application." >&2; exit 3; }

# Libraries and programs first, the application last: a signature covers those inside.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) | sort -r | while IFS= read -r file; do
    case $file in
        *.sh | *.py | *.plist) ;;
        *) run codesign --force --options runtime "$timestamp" --sign "$identity" \
            --entitlements "$here/entitlements.plist" "$file" ;;
    esac
done
run codesign --force --options runtime "$timestamp" --sign "$identity" \
    --entitlements "$here/entitlements.plist" "$app"
run codesign --verify --deep --strict --verbose=2 "$app"
