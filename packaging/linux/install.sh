#!/bin/sh
# Install PhotoSearch for yourself, without an administrator, out of the unpacked archive:
#
#     ./install.sh              into ~/.local
#     ./install.sh --uninstall  and away again; photos and library stay
#
# It can also be run where it lies: ./photosearch-window
set -eu

data=${XDG_DATA_HOME:-$HOME/.local/share}
place=$data/photosearch-program
programs=$HOME/.local/bin
here=$(cd -- "$(dirname -- "$0")" && pwd)

remove() {
    rm -rf -- "$place"
    for name in photosearch photosearch-window; do
        if [ -L "$programs/$name" ]; then rm -f -- "$programs/$name"; fi
        rm -f -- "$data/man/man1/$name.1"
    done
    rm -f -- "$data/applications/photosearch.desktop"
    for metadata in "$data"/metainfo/*.PhotoSearch.metainfo.xml; do rm -f -- "$metadata"; done
    for icon in "$data"/icons/hicolor/*/apps/photosearch.*; do rm -f -- "$icon"; done
}

refresh() {
    if command -v update-desktop-database >/dev/null; then
        update-desktop-database -q "$data/applications" || true
    fi
}

case ${1-} in
    "") ;;
    --uninstall)
        remove
        refresh
        echo "PhotoSearch is removed. Your photos, settings and library are where they were."
        exit 0
        ;;
    *)
        echo "Usage: ./install.sh [--uninstall]" >&2
        exit 2
        ;;
esac

if [ "$here" = "$place" ]; then
    echo "PhotoSearch is installed here already. Run the install.sh of a newly unpacked archive." >&2
    exit 3
fi
remove
mkdir -p -- "$data" "$programs" "$data/applications"
cp -R -- "$here" "$place"
cp -R -- "$here/share/." "$data/"
for name in photosearch photosearch-window; do ln -sf -- "$place/$name" "$programs/$name"; done
# A desktop may not have ~/.local/bin on its path; a quoted name may hold spaces.
sed -e "s|^Exec=photosearch-window|Exec=\"$place/photosearch-window\"|" \
    -e "s|^TryExec=.*|TryExec=$place/photosearch-window|" \
    "$here/share/applications/photosearch.desktop" >"$data/applications/photosearch.desktop"
refresh

missing=$(find "$place" -name 'libqxcb.so' -exec ldd {} \; | sed -n 's/^[[:space:]]*\([^ ]*\) => not found$/\1/p' | sort -u)
if [ -n "$missing" ]; then
    echo "The window needs libraries that your system does not have yet: $missing" >&2
    echo "On a Debian-like system: sudo apt install libxcb-cursor0 libxkbcommon-x11-0 libegl1" >&2
fi
echo "PhotoSearch is installed. It is in the menu of your desktop, and photosearch in $programs."
