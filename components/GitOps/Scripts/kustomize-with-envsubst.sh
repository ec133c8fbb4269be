#!/usr/bin/env bash
# Renders the kustomization in the working directory and replaces five variables, ${NAME}, that K8TRE's manifests use.
# Other variables are not replaced, because dashboards, nginx configurations and shell scripts contain many of them.
#
# Argo CD passes the values as ARGOCD_ENV_<NAME>. They are labels of the cluster's Secret, so they contain only label characters.
#
# The file in the folder K8TRE_PATCHES that is named after the environment is a kustomization. It patches the resource manifests.yaml, which
# is the rendering. Manifests that contain no line of the file <environment>.targets are not rendered a second time.
# The file in the folder K8TRE_REPLACEMENTS that is named after the environment contains further replacements, "word<TAB>replacement" on
# each line, for values of one organisation in upstream's overlays. A word consists of letters, digits and . _ @ -, so that parts of
# longer names are not replaced.
# The folder K8TRE_MIRRORS contains mirrors of image registries for each environment, and the program that applies them.
# The folder K8TRE_CHART_FILES contains archives of charts, and the program that takes them instead of pulling the charts.
# K8TRE_TRUSTED_CERTIFICATES is a file of certificates that git trusts in addition to those of the image, for remote bases.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -n "${K8TRE_TRUSTED_CERTIFICATES:-}" ]; then
  export GIT_SSL_CAINFO=$work/certificates.pem
  cat "${K8TRE_SYSTEM_CERTIFICATES:-/etc/ssl/certs/ca-certificates.crt}" "$K8TRE_TRUSTED_CERTIFICATES" > "$GIT_SSL_CAINFO"
fi

mirror_images() {
  if [ -n "${K8TRE_MIRRORS:-}" ]; then
    awk -f "$K8TRE_MIRRORS/mirror-images.awk"
  else
    cat
  fi
}

render() {
  local environment=${ARGOCD_ENV_ENVIRONMENT:-}
  kustomize build --enable-helm ${K8TRE_CHART_FILES:+--helm-command "$K8TRE_CHART_FILES/helm-with-files.sh"} \
    --load-restrictor LoadRestrictionsNone . > "$work/manifests.yaml"
  # awk refuses an environment that is not a valid label.
  if [ -n "${K8TRE_PATCHES:-}" ] && [[ $environment =~ ^[A-Za-z0-9_-]+$ ]] && [ -f "$K8TRE_PATCHES/$environment.targets" ] \
    && grep -qFf "$K8TRE_PATCHES/$environment.targets" "$work/manifests.yaml"; then
    cp "$K8TRE_PATCHES/$environment" "$work/kustomization.yaml"
    kustomize build "$work"
  else
    cat "$work/manifests.yaml"
  fi
}

render | awk '
  BEGIN {
    token = "[$][{](ENVIRONMENT|DOMAIN|REGION|CLUSTER_NAME|METALLB_IP_RANGE)[}]"
    word = "[A-Za-z0-9._@-]+"
    if (ENVIRON["ARGOCD_ENV_ENVIRONMENT"] != "" && (ENVIRON["K8TRE_REPLACEMENTS"] != "" || ENVIRON["K8TRE_PATCHES"] != ""))
      environment = value_of("ENVIRONMENT")
    if (environment != "" && ENVIRON["K8TRE_REPLACEMENTS"] != "")
      read_replacements(ENVIRON["K8TRE_REPLACEMENTS"] "/" environment)
  }
  function read_replacements(file,    line, tab) {
    while ((getline line < file) > 0) {
      tab = index(line, "\t")
      if (tab < 2 || substr(line, 1, tab - 1) !~ ("^" word "$") || substr(line, tab + 1) !~ ("^" word "$"))
        stop("a replacement must be two words separated by a tab: " line)
      replacements[substr(line, 1, tab - 1)] = substr(line, tab + 1)
      has_replacements = 1
    }
    close(file)
  }
  function value_of(name,    key) {
    key = "ARGOCD_ENV_" name
    if (!(key in ENVIRON) || ENVIRON[key] == "")
      stop("the manifests use ${" name "}, but this Application does not pass " name)
    if (ENVIRON[key] !~ /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/)
      stop(name " contains a character that label values do not allow")
    return ENVIRON[key]
  }
  # Reads the remaining input, so that kustomize does not report a broken pipe as well.
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
' | mirror_images
