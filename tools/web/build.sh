#!/usr/bin/env bash
# build.sh CACHE OUT: the front end's files into OUT. For CMake; see cmake/Web.cmake.
set -euo pipefail
. "$(dirname "$0")/node.sh"
cache=$(mkdir -p "$1" && cd "$1" && pwd)
out=$2
need_node "$cache"
need_modules "$cache"
# Built from a copy, so that the source folder stays as it is and several builds can run at once.
work=$out.work
rm -rf "$work"
mkdir -p "$work"
cp -r "$web_root/web/src" "$web_root/web/index.html" "$web_root/web/vite.config.ts" "$web_root/web/package.json" "$work/"
ln -s "$web_modules" "$work/node_modules"
rm -rf "$out"
cd "$work"
NODE_ENV=production node node_modules/vite/bin/vite.js build --logLevel warn --outDir "$out" --emptyOutDir
