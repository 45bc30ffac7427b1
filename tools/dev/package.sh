# ./dev package: makes the Debian package, installs it in a bare Debian 12 root and runs the program there. Needs root.

dev_package() {
  local root start package
  dev_build release
  (cd build/release && cpack -G DEB >/dev/null)
  package=$(ls -t build/release/dateline_*.deb | head -n 1)
  as_root apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
  root=$(mktemp -d)
  trap "fresh_leave '$root'" EXIT
  as_root debootstrap --variant=minbase --include=ca-certificates bookworm "$root" >/dev/null
  as_root chmod 755 "$root"  # mktemp's 700 would shut out every user but root, in there, of "/"
  fresh_network "$root"
  cp "$package" "$root/dateline.deb"
  mkdir -p "$root/pages"
  cp tests/package/page.html "$root/pages/"
  start=$SECONDS
  package_in "$root" "apt-get update -qq && apt-get install -y -qq --no-install-recommends /dateline.deb >/dev/null"
  echo "package: $(du -k "$package" | cut -f1) KiB, installed in $((SECONDS - start)) s" >&2
  package_in "$root" "dateline --version && dateline man | grep -q SYNOPSIS && test -s /usr/share/doc/dateline/THIRD_PARTY_NOTICES"
  package_in "$root" "dateline extract /pages/page.html --json" | grep -q 'The weir at Orlane gave way' || {
    echo "package: extract in the clean root did not give the page's text" >&2
    return 1
  }
  package_in "$root" "dateline parse --json 'The mayor of Orlane left on Monday.'" | grep -q '"ROOT"' || {
    echo "package: the language engine's model is not in the package" >&2
    return 1
  }
  package_in "$root" "dateline add /tmp/r.dateline /pages && dateline check /tmp/r.dateline"
  package_in "$root" "apt-get remove -y -qq dateline >/dev/null && ! command -v dateline"
  echo "package: installed, ran and was removed in a clean root" >&2
}

package_in() {
  as_root chroot "$1" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    $(fresh_environment) bash -c "$2"
}
