#!/bin/sh
# Writes the secrets of this installation into the volume at /secrets, once: a secret that exists is never replaced.
set -eu
umask 022
for name in mysql redis cache sessions; do
  file="/secrets/$name"
  [ -s "$file" ] && continue
  node -p "require('node:crypto').randomBytes(32).toString('hex')" >"$file.new"
  mv "$file.new" "$file"
done
echo "The secrets are in place."
