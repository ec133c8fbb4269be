#!/usr/bin/env bash
# Renders the kustomization in the working directory and replaces ${NAME} for the five names that K8TRE's manifests use.
# Every other ${...} is left alone: dashboards, nginx and shell text are full of them.
#
# Argo CD hands the values over as ARGOCD_ENV_<NAME>. They are labels of the cluster's Secret, so they hold label characters only.
#
# A file named after the environment in K8TRE_REPLACEMENTS replaces whole words besides, one "word<TAB>other word" a line: what upstream's
# overlays hold of one organisation. A word is a run of letters, digits and . _ @ -, so that no part of a longer name is touched.
# K8TRE_TRUSTED_CERTIFICATES names a file of certificates that git trusts besides those of the image, for remote bases.
set -euo pipefail

if [ -n "${K8TRE_TRUSTED_CERTIFICATES:-}" ]; then
  GIT_SSL_CAINFO=$(mktemp)
  export GIT_SSL_CAINFO
  trap 'rm -f "$GIT_SSL_CAINFO"' EXIT
  cat "${K8TRE_SYSTEM_CERTIFICATES:-/etc/ssl/certs/ca-certificates.crt}" "$K8TRE_TRUSTED_CERTIFICATES" > "$GIT_SSL_CAINFO"
fi

kustomize build --enable-helm --load-restrictor LoadRestrictionsNone . | awk '
  BEGIN {
    token = "[$][{](ENVIRONMENT|DOMAIN|REGION|CLUSTER_NAME|METALLB_IP_RANGE)[}]"
    word = "[A-Za-z0-9._@-]+"
    if (ENVIRON["K8TRE_REPLACEMENTS"] != "" && ENVIRON["ARGOCD_ENV_ENVIRONMENT"] != "")
      read_replacements(ENVIRON["K8TRE_REPLACEMENTS"] "/" value_of("ENVIRONMENT"))
  }
  function read_replacements(file,    line, tab) {
    while ((getline line < file) > 0) {
      tab = index(line, "\t")
      if (tab < 2 || substr(line, 1, tab - 1) !~ ("^" word "$") || substr(line, tab + 1) !~ ("^" word "$"))
        stop("a replacement is not two words with a tab between: " line)
      replacements[substr(line, 1, tab - 1)] = substr(line, tab + 1)
      has_replacements = 1
    }
    close(file)
  }
  function value_of(name,    key) {
    key = "ARGOCD_ENV_" name
    if (!(key in ENVIRON) || ENVIRON[key] == "")
      stop("the manifests use ${" name "}, and this Application passes no " name)
    if (ENVIRON[key] !~ /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/)
      stop(name " holds a character that no label value can hold")
    return ENVIRON[key]
  }
  # Reads the rest, or kustomize would complain of a broken pipe too.
  function stop(reason) {
    print "kustomize-with-envsubst: " reason > "/dev/stderr"
    while (getline > 0) continue
    exit stopped = 1
  }
  function with_variables(rest,    line) {
    while (match(rest, token)) {
      line = line substr(rest, 1, RSTART - 1) value_of(substr(rest, RSTART + 2, RLENGTH - 3))
      rest = substr(rest, RSTART + RLENGTH)
    }
    return line rest
  }
  function with_replacements(rest,    line, found) {
    while (match(rest, word)) {
      found = substr(rest, RSTART, RLENGTH)
      line = line substr(rest, 1, RSTART - 1) (found in replacements ? replacements[found] : found)
      rest = substr(rest, RSTART + RLENGTH)
    }
    return line rest
  }
  { line = with_variables($0); print has_replacements ? with_replacements(line) : line }
  END { exit stopped }
'
