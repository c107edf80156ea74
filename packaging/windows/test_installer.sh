#!/bin/sh
# Try the installer for Windows on Linux, under Wine, with a small program in place of the real one:
# install, upgrade while the program is open, uninstall; files and registry are compared.
# Needs makensis, wine (64 bits), Xvfb and Python.
#
#     packaging/windows/test_installer.sh [FOLDER TO WORK IN]
set -eu

here=$(dirname -- "$(readlink -f -- "$0")")
work=${1:-$(mktemp -d /tmp/photosearch-nsis.XXXXXX)}
mkdir -p "$work"
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEARCH=win64
unset DISPLAY WAYLAND_DISPLAY || true

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

step() { echo "ok: $*"; }

# A screen for the windows that are to be closed.
Xvfb -displayfd 3 -screen 0 1024x768x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
screen=$!
trap 'wineserver -k 2>/dev/null || true; kill $screen 2>/dev/null || true' EXIT
while [ ! -s "$work/display" ]; do sleep 0.1; done
DISPLAY=":$(cat "$work/display")"
export DISPLAY

payload() { # payload VERSION: what is installed
    rm -rf "${work:?}/$1"
    mkdir -p "$work/$1/_internal/Qt plugins"
    makensis -V1 "-DOUTPUT=$work/$1/photosearch-window.exe" "$here/standin.nsi"
    cp "$work/$1/photosearch-window.exe" "$work/$1/photosearch.exe"
    echo "$1" >"$work/$1/_internal/version.txt"
    echo text >"$work/$1/_internal/Qt plugins/ä – 日本 \$name.txt"
}

registry() { # what the installer may write to, without what Windows itself notes
    for key in 'HKCU\Software\Classes' 'HKCU\Software\PhotoSearch' 'HKCU\Software\RegisteredApplications' \
        'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall' 'HKLM\Software\Classes' \
        'HKLM\Software\PhotoSearch' 'HKLM\Software\RegisteredApplications' \
        'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall'; do
        wine reg query "$key" /s 2>/dev/null | tr -d '\r' | sed '/^$/d; /^reg:/d' || true
    done
}

files() { find "$WINEPREFIX/drive_c" -path '*/Temp' -prune -o -path '*/temp' -prune -o -print | sort; }

installed() { wine reg query "$1\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\PhotoSearch" /v "$2" 2>/dev/null | tr -d '\r' | sed -n "s/^ *$2 *REG_SZ *//p"; }

wait_for() { # wait_for SECONDS COMMAND...
    left=$(($1 * 4))
    shift
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.25
    done
}

# Of this prefix: the path of the program stands in its command line.
is_open() { pgrep -f '[A-Z]:.*photosearch-window.exe$' >/dev/null; }
is_closed() { ! is_open; }

payload 0.1.0
payload 0.2.0
rm "$work/0.2.0/_internal/Qt plugins/"*
echo new >"$work/0.2.0/_internal/new.txt"
for version in 0.1.0 0.2.0; do
    python3 "$here/installer.py" "$work/$version" "$work/photosearch-$version-setup.exe" "$version"
done
step "compiled without a warning"

wineboot --init >/dev/null 2>&1
wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
wineserver -w
registry >"$work/registry.before"
files >"$work/files.before"
user="$WINEPREFIX/drive_c/users/$(id -un)"
place="$user/AppData/Local/Programs/PhotoSearch"
windows_place="C:\\users\\$(id -un)\\AppData\\Local\\Programs\\PhotoSearch"
library="$user/AppData/Local/PhotoSearch/library"

wine "$work/photosearch-0.1.0-setup.exe" /S || fail "the installer ended with $?"
wineserver -w
[ "$(cat "$place/_internal/version.txt")" = 0.1.0 ] || fail "not where one user's programs are"
[ "$(installed HKCU DisplayVersion)" = 0.1.0 ] || fail "not in the list of programs"
[ -e "$place/_internal/Qt plugins/ä – 日本 \$name.txt" ] || fail "a file with other letters is missing"
registry >"$work/registry.installed"
grep -q 'OpenWithProgids' "$work/registry.installed" || fail "not offered in Open with"
if grep -q '\\.jpg$' "$work/registry.before"; then
    [ "$(wine reg query 'HKCU\Software\Classes\.jpg' /ve 2>/dev/null | grep -c PhotoSearch)" = 0 ] \
        || fail "took a kind of file"
fi
[ -n "$(find "$user/AppData/Roaming" -name PhotoSearch.lnk)" ] || fail "not in the Start menu"
step "installed silently for one user"

mkdir -p "$library"
echo mine >"$library/catalog.db"
echo mine >"$place/my notes.txt"
wine "$windows_place\\photosearch-window.exe" &
wait_for 30 is_open || fail "the program did not open"
wine "$work/photosearch-0.2.0-setup.exe" /S || fail "the upgrade ended with $?"
wait_for 10 is_closed || fail "the program was not asked to close"
wineserver -w
[ "$(cat "$place/_internal/version.txt")" = 0.2.0 ] || fail "not upgraded"
[ "$(installed HKCU DisplayVersion)" = 0.2.0 ] || fail "the list of programs has the old version"
[ ! -e "$place/_internal/Qt plugins" ] || fail "files of the old version are left"
[ -e "$place/_internal/new.txt" ] || fail "a new file is missing"
[ -e "$place/my notes.txt" ] || fail "a file of the user's is missing"
step "upgraded in place while the program was open"

touch "$place/stubborn"
wine "$windows_place\\photosearch-window.exe" &
wait_for 30 is_open || fail "the program did not open again"
code=0
wine "$work/photosearch-0.1.0-setup.exe" /S || code=$?
[ "$code" = 2 ] || fail "a program that does not close: exit code $code, not 2"
[ "$(cat "$place/_internal/version.txt")" = 0.2.0 ] || fail "changed although it was open"
wine taskkill /F /IM photosearch-window.exe >/dev/null 2>&1
wait_for 10 is_closed || fail "it is still open"
rm "$place/stubborn"
step "nothing is changed where the program does not close, and that is told by the exit code"

wine "$place/uninstall.exe" /CurrentUser /S
wineserver -w
[ "$(cat "$library/catalog.db")" = mine ] || fail "the library was removed"
[ "$(cat "$place/my notes.txt")" = mine ] || fail "a file of the user's was removed"
rm "$place/my notes.txt"
rm -rf "$user/AppData/Local/PhotoSearch"
rmdir "$place" "$user/AppData/Local/Programs" 2>/dev/null || true
registry >"$work/registry.after"
files >"$work/files.after"
diff "$work/registry.before" "$work/registry.after" || fail "the registry is not as before"
diff "$work/files.before" "$work/files.after" || fail "files are left"
step "removed; the library and the user's own file were left, registry and files are as before"

elsewhere="$WINEPREFIX/drive_c/Meine Programme/Fotos – ñ 日本"
mkdir -p "$library"
# Through cmd, since NSIS wants /D= without quotes, which wine puts around an argument with spaces.
wine cmd /c "$(winepath -w "$work/photosearch-0.1.0-setup.exe") /S /D=C:\\Meine Programme\\Fotos – ñ 日本"
wineserver -w
[ -e "$elsewhere/photosearch.exe" ] || fail "not in the folder that was named"
case $(installed HKCU InstallLocation) in # wine's reg writes letters of one alphabet
    'C:\Meine Programme\Fotos '*) ;;
    *) fail "the folder was not noted" ;;
esac
wine "$elsewhere/uninstall.exe" /CurrentUser /S /DeleteLibrary
wineserver -w
[ ! -e "$elsewhere/photosearch.exe" ] || fail "not removed from the folder that was named"
[ ! -e "$library" ] || fail "the library was to be removed"
step "a path with spaces and other letters; the library is removed when asked"

wine "$work/photosearch-0.1.0-setup.exe" /S /AllUsers
wineserver -w
common="$WINEPREFIX/drive_c/Program Files/PhotoSearch"
[ -e "$common/photosearch.exe" ] || fail "not where programs for all users are"
[ "$(installed HKLM DisplayVersion)" = 0.1.0 ] || fail "not in the list of programs for all"
wine "$common/uninstall.exe" /AllUsers /S
wineserver -w
[ ! -e "$common/photosearch.exe" ] || fail "not removed for all users"
registry >"$work/registry.after"
diff "$work/registry.before" "$work/registry.after" || fail "the registry is not as before"
step "installed for all users, and away again"
echo "All is well."
