#!/bin/sh
# Put the certificate to sign with into a keychain of its own, which lasts as long as the machine of the
# build. Does nothing without the secrets, and says so.
#
# Variables: MACOS_CERTIFICATE (a P12 file in Base64), MACOS_CERTIFICATE_PASSWORD, RUNNER_TEMP.
# DRY_RUN=1 prints the commands and runs none.
set -eu

run() {
    if [ -n "${DRY_RUN:-}" ]; then echo "would run: security $1 $2"; else security "$@"; fi
}

if [ -z "${MACOS_CERTIFICATE:-}" ]; then
    echo "MACOS_CERTIFICATE is not set: nothing to sign with."
    exit 0
fi
folder=${RUNNER_TEMP:-/tmp}
keychain=$folder/photosearch.keychain-db
password=$(openssl rand -base64 24)
umask 077
printf %s "$MACOS_CERTIFICATE" | openssl base64 -d -A >"$folder/certificate.p12"
trap 'rm -f "$folder/certificate.p12"' EXIT
run create-keychain -p "$password" "$keychain"
run set-keychain-settings -lut 7200 "$keychain"
run unlock-keychain -p "$password" "$keychain"
run import "$folder/certificate.p12" -P "${MACOS_CERTIFICATE_PASSWORD:-}" -A -t cert -f pkcs12 -k "$keychain"
run set-key-partition-list -S apple-tool:,apple: -k "$password" "$keychain"
run list-keychain -d user -s "$keychain"
