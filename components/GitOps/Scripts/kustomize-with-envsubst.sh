#!/usr/bin/env bash
# Renders the kustomization in the working directory and replaces ${NAME} for the five names that K8TRE's manifests use.
# Every other ${...} is left alone: dashboards, nginx and shell text are full of them.
#
# Argo CD hands the values over as ARGOCD_ENV_<NAME>. They are labels of the cluster's Secret, so they hold label characters only.
set -euo pipefail

kustomize build --enable-helm --load-restrictor LoadRestrictionsNone . | awk '
  BEGIN { token = "[$][{](ENVIRONMENT|DOMAIN|REGION|CLUSTER_NAME|METALLB_IP_RANGE)[}]" }
  function value_of(name,    key) {
    key = "ARGOCD_ENV_" name
    if (!(key in ENVIRON) || ENVIRON[key] == "")
      stop("the manifests use ${" name "}, and this Application passes no " name)
    if (ENVIRON[key] !~ /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/)
      stop(name " holds a character that no label value can hold")
    return ENVIRON[key]
  }
  function stop(reason) {
    print "kustomize-with-envsubst: " reason > "/dev/stderr"
    exit stopped = 1
  }
  {
    line = ""
    rest = $0
    while (match(rest, token)) {
      line = line substr(rest, 1, RSTART - 1) value_of(substr(rest, RSTART + 2, RLENGTH - 3))
      rest = substr(rest, RSTART + RLENGTH)
    }
    print line rest
  }
  END { exit stopped }
'
