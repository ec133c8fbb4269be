# Replaces the registries of images in manifests by their mirrors.
#
# The file in the folder K8TRE_MIRRORS that is named after the environment has lines "registry<TAB>mirror". Mirrors that find an image
# only by its tag have "<TAB>tag" at the end of their lines. Replaced are:
# - the values of "image" and "imageName", also without a registry, which means docker.io, except in ConfigMaps and Secrets
# - words that begin with a registry of the file, anywhere else, also in the values of Secrets in base64
# Definitions of custom resources are not changed. For PostgreSQL, CloudNativePG's operator receives the mirror of K8TRE_POSTGRES_IMAGE.
BEGIN {
  docker = "docker.io"
  word = "[A-Za-z0-9._:/@-]+"
  reference = "^[a-z0-9][A-Za-z0-9.:_-]*(/[a-z0-9._-]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]*)?(@sha256:[0-9a-f]+)?$"
  environment = ENVIRON["ARGOCD_ENV_ENVIRONMENT"]
  if (environment ~ /^[a-z0-9][a-z0-9-]*$/)
    read_mirrors(ENVIRON["K8TRE_MIRRORS"] "/" environment)
}

function read_mirrors(file,    line, fields, count) {
  while ((getline line < file) > 0) {
    count = split(line, fields, "\t")
    if (count < 2 || count > 3 || fields[1] == "" || fields[2] == "" || count == 3 && fields[3] != "tag") {
      print "kustomize-with-envsubst: a mirror must be a registry and an address separated by a tab: " line > "/dev/stderr"
      # Reads the remaining input, so that the programs before it do not report a broken pipe as well.
      while (getline > 0) continue
      failed = 1
      exit 1
    }
    mirrors[fields[1]] = fields[2]
    by_tag[fields[1]] = fields[3]
    has_mirrors = 1
  }
  close(file)
}

# Returns an image at its mirror. A name without a registry counts as an image of Docker Hub only if the caller says so.
function at_mirror(image, is_image,    slash, first, path, digest) {
  slash = index(image, "/")
  first = slash ? substr(image, 1, slash - 1) : ""
  if (first == "localhost" || first ~ /[.:]/)
    path = substr(image, slash + 1)
  else if (is_image) {
    first = docker
    path = image
  }
  if (!(first in mirrors) || path !~ /^[a-z0-9]/ || path ~ /[:.\/]$/)
    return image
  if (first ~ /docker[.]io$/ && !index(path, "/"))
    path = "library/" path
  digest = index(path, "@")
  if (digest && by_tag[first]) {
    if (!index(substr(path, 1, digest - 1), ":"))
      return image
    path = substr(path, 1, digest - 1)
  }
  return mirrors[first] "/" path
}

function with_mirrors(rest,    line, found) {
  while (match(rest, word)) {
    found = substr(rest, RSTART, RLENGTH)
    line = line substr(rest, 1, RSTART - 1) at_mirror(found, 0)
    rest = substr(rest, RSTART + RLENGTH)
  }
  return line rest
}

# The value of a line such as "- image: nginx" or "imageName: 'x'".
function with_image(line,    start, value, quote) {
  match(line, /^[ -]*image(Name)?:[ ]+/)
  start = substr(line, 1, RLENGTH)
  value = substr(line, RLENGTH + 1)
  quote = value ~ /^".*"$/ || value ~ /^'.*'$/ ? substr(value, 1, 1) : ""
  if (quote)
    value = substr(value, 2, length(value) - 2)
  return value ~ reference ? start quote at_mirror(value, 1) quote : with_mirrors(line)
}

# Returns a value in base64 with mirrors, or the value itself if it names no image.
function with_decoded(value,    command, changed) {
  if (scratch == "") {
    "mktemp" | getline scratch
    close("mktemp")
  }
  print value > scratch
  close(scratch)
  command = "{ base64 -d < " scratch "; printf !; } | awk -v decoded=1 -f \"$K8TRE_MIRRORS/mirror-images.awk\""
  command = command " | base64 | tr -d '\\n'"
  command | getline changed
  close(command)
  return changed == "" ? value : changed
}

# The last line ends with an exclamation mark that is not part of the value.
function print_decoded(    i, text) {
  for (i = 1; i <= count; i++)
    text = text (i > 1 ? "\n" : "") with_mirrors(lines[i])
  text = substr(text, 1, length(text) - 1)
  for (i = 1; i <= count; i++)
    original = original (i > 1 ? "\n" : "") lines[i]
  if (text != substr(original, 1, length(original) - 1))
    printf "%s", text
}

function print_secret(    i, in_data, start, value) {
  for (i = 1; i <= count; i++) {
    if (lines[i] ~ /^[^ ]/)
      in_data = lines[i] ~ /^data:/
    if (!in_data || !match(lines[i], /^  [^ :]+:[ ]+/)) {
      print in_data ? lines[i] : with_mirrors(lines[i])
      continue
    }
    start = substr(lines[i], 1, RLENGTH)
    value = substr(lines[i], RLENGTH + 1)
    if (value ~ /^[|>]/)
      for (value = ""; i < count && lines[i + 1] ~ /^    /; i++)
        value = value substr(lines[i + 1], 5)
    gsub(/["' ]/, "", value)
    print start with_decoded(value)
  }
}

function print_object(    i, is_text, postgres) {
  is_text = kind == "ConfigMap"
  postgres = names_postgres ? "" : at_mirror(ENVIRON["K8TRE_POSTGRES_IMAGE"], 0)
  for (i = 1; i <= count; i++) {
    if (postgres && match(lines[i], /- name: OPERATOR_IMAGE_NAME$/)) {
      print substr(lines[i], 1, RSTART - 1) "- name: POSTGRES_IMAGE_NAME"
      print substr(lines[i], 1, RSTART - 1) "  value: " postgres
    }
    print !is_text && lines[i] ~ /^[ -]*image(Name)?:[ ]+[^ ]/ ? with_image(lines[i]) : with_mirrors(lines[i])
  }
}

function print_document(    i) {
  if (!has_mirrors || kind == "CustomResourceDefinition")
    for (i = 1; i <= count; i++)
      print lines[i]
  else if (kind == "Secret")
    print_secret()
  else
    print_object()
  count = names_postgres = 0
  kind = ""
}

!decoded && /^---/ { print_document(); print; next }
!decoded && /^kind: / { kind = $2 }
!decoded && /- name: POSTGRES_IMAGE_NAME$/ { names_postgres = 1 }
{ lines[++count] = $0 }

END {
  if (failed)
    exit 1
  if (decoded)
    print_decoded()
  else
    print_document()
  if (scratch != "")
    system("rm -f " scratch)
}
