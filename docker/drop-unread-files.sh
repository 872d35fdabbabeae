#!/bin/sh
# Takes out of the folder node_modules what no process of the shop can read: types and TypeScript sources (Node refuses to run
# them from there), source maps (nothing asks for them), and builds for browsers. Licences stay.
set -eu
cd "$1"
find . -type f \( -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.map' \) -delete
rm -rf typeorm/browser rxjs/dist/esm rxjs/dist/esm5 rxjs/dist/bundles dejavu-fonts-ttf/status.txt
find . -type d -empty -delete
