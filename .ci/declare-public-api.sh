#!/usr/bin/env bash
# Declares the public API of the components in components/PublicAPI.Unshipped.txt. Read the difference before you commit it.
# At a release, move the lines to components/PublicAPI.Shipped.txt.
set -euo pipefail
cd "$(dirname "$0")/../components"

[ -f PublicAPI.Shipped.txt ] || echo '#nullable enable' >PublicAPI.Shipped.txt
echo '#nullable enable' >PublicAPI.Unshipped.txt
# Each undeclared symbol is a warning that contains its line.
dotnet build --configuration Release -nologo -p:TreatWarningsAsErrors=false -p:UseSharedCompilation=false --no-incremental \
  | sed -n "s/.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u >PublicAPI.new
cat PublicAPI.new >>PublicAPI.Unshipped.txt
rm PublicAPI.new
printf '%d symbols declared\n' "$(($(wc -l <PublicAPI.Unshipped.txt) - 1))"
