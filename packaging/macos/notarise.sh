#!/bin/sh
# Have Apple look through a signed disk image, and staple its answer to it.
#
#     packaging/macos/notarise.sh dist/PhotoSearch.dmg
#
# Variables: MACOS_APPLE_ID, MACOS_TEAM_ID and MACOS_PASSWORD (a password for this application alone).
# Without them nothing is done, and that is said. DRY_RUN=1 prints the commands and runs none.
set -eu

image=${1:?the disk image is missing: packaging/macos/notarise.sh PhotoSearch.dmg}

run() {
    if [ -n "${DRY_RUN:-}" ]; then
        # The password is not to be read in a log.
        echo "would run: $*" | sed "s/${MACOS_PASSWORD:-nothing}/***/g"
    else
        "$@"
    fi
}

for name in MACOS_IDENTITY MACOS_APPLE_ID MACOS_TEAM_ID MACOS_PASSWORD; do
    eval "value=\${$name:-}"
    if [ -z "$value" ]; then
        echo "$name is not set: not notarised. On other computers it is opened by a right click, Open."
        exit 0
    fi
done
run xcrun notarytool submit "$image" --wait --apple-id "$MACOS_APPLE_ID" --team-id "$MACOS_TEAM_ID" \
    --password "$MACOS_PASSWORD"
run xcrun stapler staple "$image"
run xcrun stapler validate "$image"
run spctl --assess --type open --context context:primary-signature --verbose "$image"
