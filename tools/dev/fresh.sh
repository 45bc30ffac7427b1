# ./dev fresh [demo] [test]: makes a bare Debian 12 root, clones this commit into it, and runs the README's two commands there as
# someone with nothing installed would. Needs root. The root is thrown away unless KEEP_FRESH=1.

dev_fresh() {
  local commands=("$@") root=${FRESH_ROOT:-$(mktemp -d)} start
  as_root apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
  start=$SECONDS
  as_root debootstrap --variant=minbase --include=ca-certificates bookworm "$root" >/dev/null
  echo "fresh: bare root in $((SECONDS - start)) s" >&2
  as_root chmod 755 "$root"  # mktemp's 700 would shut out every user but root, in there, of "/"
  fresh_network "$root"
  git clone -q . "$root/dateline"
  [ -d ../shared ] && mkdir -p "$root/shared" && as_root mount --bind -o ro "$(readlink -f ../shared)" "$root/shared"
  as_root mount -t proc proc "$root/proc"
  as_root mount --bind /dev "$root/dev"
  trap "fresh_leave '$root'" EXIT
  local command
  [ ${#commands[@]} -gt 0 ] || commands=(demo test)
  for command in "${commands[@]}"; do
    start=$SECONDS
    as_root chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 $(fresh_environment) \
      bash -c "cd /dateline && ./dev $command" || { echo "fresh: ./dev $command failed in $root" >&2; return 1; }
    echo "fresh: ./dev $command took $((SECONDS - start)) s" >&2
  done
}

# What this machine needs to reach its package registries: sources, names, certificates, pip's and npm's settings.
fresh_network() {
  local root=$1
  as_root rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
  as_root mkdir -p "$root/etc/apt/sources.list.d"
  [ -f /etc/apt/sources.list ] && as_root cp /etc/apt/sources.list "$root/etc/apt/"
  as_root cp /etc/apt/sources.list.d/debian* "$root/etc/apt/sources.list.d/" 2>/dev/null || true
  as_root cp -r /etc/apt/apt.conf.d "$root/etc/apt/"
  as_root cp /etc/hosts /etc/resolv.conf "$root/etc/"
  as_root cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  as_root cp -r /usr/local/share/ca-certificates "$root/usr/local/share/" 2>/dev/null || true
  [ -f /etc/pip.conf ] && as_root cp /etc/pip.conf "$root/etc/"
  [ -f ~/.npmrc ] && as_root cp ~/.npmrc "$root/root/"
  return 0
}

fresh_environment() { env | grep -E '^(https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|PIP_[A-Z_]*|NODE_EXTRA_CA_CERTS|(npm|NPM)_(config|CONFIG)_[A-Za-z_]*|SSL_CERT_FILE|REQUESTS_CA_BUNDLE)=' | grep -v PIP_FIND_LINKS || true; }

fresh_leave() {
  local part
  for part in proc dev shared; do as_root umount "$1/$part" 2>/dev/null || true; done
  if [ "${KEEP_FRESH:-0}" = 1 ]; then echo "fresh: kept $1" >&2; else as_root rm -rf --one-file-system "$1"; fi
}
