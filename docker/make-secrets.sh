#!/bin/sh
# Writes the secrets of this installation into the volume at /secrets, once: a secret that exists is never replaced. Each has 32
# characters, the most that MySQL's replication takes.
set -eu
umask 022
for name in mysql replication redis cache sessions; do
  file="/secrets/$name"
  [ -s "$file" ] && continue
  node -p "require('node:crypto').randomBytes(24).toString('base64url')" >"$file.new"
  mv "$file.new" "$file"
done
echo "The secrets are in place."
