#!/bin/sh
# Try the Debian package in clean systems: install, use, upgrade with a library kept, remove, and
# compare what is left. Run as root, on a Debian-like system with debootstrap:
#
#     packaging/linux/test_deb.sh dist/photosearch_0.1.0_amd64.deb [SUITE]...
#
# The suites are bookworm, trixie and sid unless others are named. Variables:
#   DEBIAN_MIRROR   where debootstrap gets the systems; that of this system's own sources
#   BASES           a folder to keep the bare systems in for the next time
#   APT_OPTIONS     more options of apt-get, such as -o Acquire::Check-Valid-Until=false for a frozen mirror
#   WORK            a folder with 3 GB of space; one below /tmp
set -eu

package=$(readlink -f -- "$1")
shift
suites=${*:-"bookworm trixie sid"}
here=$(dirname -- "$(readlink -f -- "$0")")
tools="python3 xvfb openbox xdotool strace"
# shellcheck disable=SC2016 # apt replaces what stands in single quotes
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | sort -u | grep -m1 '/debian/$' || true)}
work=${WORK:-$(mktemp -d /tmp/photosearch-deb.XXXXXX)}
bases=${BASES:-$work/bases}
version=$(dpkg-deb -f "$package" Version)
mkdir -p "$work" "$bases"
failed=""

run() { # in the system: run SYSTEM COMMAND...
    system=$1
    shift
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "$system" "$@"
}

unmount() {
    for place in usr/lib/photosearch dev/shm proc; do
        if mountpoint -q "$1/$place"; then umount "$1/$place"; fi
    done
}

files() { # what a system holds, without caches, logs and the lists of its packages
    run "$1" find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /var/cache \
        -o -path /var/log -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /home -o -path /root \
        -o -path /run -o -path /etc/ld.so.cache -o -name __pycache__ \) -prune -o -print | sort
}

old_package() { # the same package under an older number, to upgrade from
    if [ ! -e "$work/old.deb" ]; then
        dpkg-deb -R "$package" "$work/old"
        sed -i 's/^Version: .*/Version: 0.0.1/' "$work/old/DEBIAN/control"
        dpkg-deb --root-owner-group -Znone --build "$work/old" "$work/old.deb" >/dev/null
        rm -rf "$work/old"
    fi
}

try_suite() { # set -e does not hold inside of a condition, so each step is chained
    suite=$1
    system=$work/$suite
    as_user="runuser -u tester -- env HOME=/home/tester"
    if [ ! -d "$bases/$suite" ]; then
        if ! debootstrap --variant=minbase "$suite" "$bases/$suite.new" ${mirror:+"$mirror"} \
            >"$work/$suite.log" 2>&1; then
            tail -5 "$work/$suite.log"
            return 1
        fi
        for place in sys proc; do # it leaves them mounted
            if mountpoint -q "$bases/$suite.new/$place"; then umount "$bases/$suite.new/$place"; fi
        done
        mv "$bases/$suite.new" "$bases/$suite" || return 1
    fi
    rm -rf --one-file-system "$system" && cp -ax "$bases/$suite" "$system" \
        && mount -t proc proc "$system/proc" && mkdir -p "$system/dev/shm" \
        && mount -t tmpfs tmpfs "$system/dev/shm" || return 1
    cp /etc/resolv.conf "$system/etc/resolv.conf"
    for proxy in /etc/apt/apt.conf.d/*proxy*; do
        if [ -e "$proxy" ]; then cp "$proxy" "$system/etc/apt/apt.conf.d/"; fi
    done
    mkdir -p "$system/test" && cp "$package" "$system/test/new.deb" && cp "$work/old.deb" "$system/test/" \
        && cp -R "$here/../smoke_test.py" "$here/../smoke" "$system/test/" || return 1
    apt="apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 ${APT_OPTIONS-}"
    # Options and names of packages are words of their own.
    # shellcheck disable=SC2086
    {
        run "$system" $apt update \
            && run "$system" $apt install $tools && run "$system" useradd -m tester
    } >>"$work/$suite.log" 2>&1 || { tail -5 "$work/$suite.log"; return 1; }
    echo "$suite: $(run "$system" ldd --version | head -n 1)"
    files "$system" >"$work/$suite.before"

    echo "$suite: install version 0.0.1, make a library"
    # shellcheck disable=SC2086
    run "$system" $apt install /test/old.deb >>"$work/$suite.log" 2>&1 \
        || { tail -5 "$work/$suite.log"; return 1; }
    # shellcheck disable=SC2086
    run "$system" $as_user photosearch index /test/smoke/photos \
        && run "$system" $as_user photosearch status --json >"$work/$suite.old-status" || return 1

    echo "$suite: upgrade to $version, the library is kept"
    # shellcheck disable=SC2086
    run "$system" $apt install /test/new.deb >>"$work/$suite.log" 2>&1 \
        && test "$(run "$system" dpkg-query -W -f "\${Version}" photosearch)" = "$version" \
        && run "$system" $as_user photosearch status --json >"$work/$suite.new-status" || return 1
    cmp "$work/$suite.old-status" "$work/$suite.new-status" && run "$system" dpkg --verify photosearch || return 1

    echo "$suite: all libraries are found"
    # shellcheck disable=SC2016 # for the shell inside
    missing=$(run "$system" sh -c 'cd /usr/lib/photosearch/_internal && places=$PWD \
        && for folder in *.libs; do places=$places:$PWD/$folder; done \
        && find . -name "*.so*" -not -name libqgtk3.so -not -name libvulkan-server.so \
            -exec env "LD_LIBRARY_PATH=$places" ldd {} + 2>/dev/null | grep "not found" | sort -u') || true
    if [ -n "$missing" ]; then echo "$missing"; return 1; fi

    echo "$suite: smoke test, in a place that cannot be written"
    mount --bind "$system/usr/lib/photosearch" "$system/usr/lib/photosearch" \
        && mount -o remount,ro,bind "$system/usr/lib/photosearch" \
        && run "$system" python3 -B /test/smoke_test.py /usr/bin --version "$version" || return 1
    umount "$system/usr/lib/photosearch"

    echo "$suite: remove it, compare what is left"
    # shellcheck disable=SC2086
    {
        run "$system" $apt purge photosearch && run "$system" $apt autoremove --purge
    } >>"$work/$suite.log" 2>&1 || return 1
    test -e "$system/home/tester/.local/share/PhotoSearch/library/catalog.db" || return 1
    files "$system" >"$work/$suite.after"
    if ! diff "$work/$suite.before" "$work/$suite.after"; then return 1; fi
    echo "$suite: nothing is left, and the user's library is where it was"
}

old_package
for suite in $suites; do
    if try_suite "$suite"; then
        unmount "$work/$suite"
        rm -rf --one-file-system "${work:?}/$suite"
    else
        unmount "$work/$suite"
        failed="$failed $suite"
        echo "FAILED on $suite; see $work/$suite.log"
    fi
done
if [ -n "$failed" ]; then
    echo "FAILED:$failed"
    exit 1
fi
echo "All is well on: $suites"
