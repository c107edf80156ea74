#!/bin/sh
# Put PhotoSearch.app into a disk image with a link to Applications, to be dragged there.
#
#     packaging/macos/dmg.sh dist/PhotoSearch.app dist/PhotoSearch.dmg
#
# DRY_RUN=1 prints the commands and runs none.
set -eu

app=${1:?the application is missing}
image=${2:?the name of the disk image is missing}

run() {
    if [ -n "${DRY_RUN:-}" ]; then echo "would run: $*"; else "$@"; fi
}

[ -d "$app" ] || { echo "$app is not there." >&2; exit 3; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
run cp -R "$app" "$folder/"
run ln -s /Applications "$folder/Applications"
run hdiutil create -volname PhotoSearch -srcfolder "$folder" -fs HFS+ -format UDZO -ov "$image"
if [ -n "${MACOS_IDENTITY:-}" ]; then
    run codesign --timestamp --sign "$MACOS_IDENTITY" "$image"
else
    echo "MACOS_IDENTITY is not set: the disk image is not signed."
fi
