#!/usr/bin/python3
"""Stand-in for the k3s program on test hosts: command line, files, ports and errors that the scripts of components/OnPrem use.

All hosts of a lab share a folder with one folder for each cluster, which has the cluster's data. Members are asked over the network, so
that stopped hosts and disconnected cables affect the quorum as in etcd. The file `history` in that folder has a line with the host for each
start, change and snapshot. Behaviour: https://docs.k3s.io

Faults, one on each line of /etc/k3s-standin/faults: exits-at-start, never-ready, drain-blocks, stays-learner, no-network, reset-fails,
slow-encryption.
"""
import base64, contextlib, fcntl, hashlib, http.client, http.server, json, os, re, secrets, signal, socket, ssl, subprocess, sys
import threading, time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from urllib.parse import urlparse

VERSION = "@VERSION@"
SHARED = Path("/var/lib/k3s-standin")
FAULTS = Path("/etc/k3s-standin/faults")
CONFIG = Path("/etc/rancher/k3s/config.yaml")
KUBECONFIG = Path("/etc/rancher/k3s/k3s.yaml")
NODE_PASSWORD = Path("/etc/rancher/node/password")
DATA = Path("/var/lib/rancher/k3s")
SERVER = DATA / "server"
MEMBER = SERVER / "db/etcd/member.json"
TOMBSTONE = SERVER / "db/etcd/tombstone"
RESET_FLAG = SERVER / "db/reset-flag"
SNAPSHOTS = SERVER / "db/snapshots"
PASSWORDS = SERVER / "cred/passwd"
# These values must be equal on all servers: https://docs.k3s.io/cli/server#critical-configuration-values
CRITICAL = ["cluster-cidr", "service-cidr", "cluster-dns", "cluster-domain", "disable-network-policy", "flannel-backend",
            "disable-kube-proxy", "secrets-encryption", "secrets-encryption-provider", "egress-selector-mode", "embedded-registry"]
# protect-kernel-defaults: https://docs.k3s.io/security/hardening-guide#ensure-protect-kernel-defaults-is-set
KERNEL = {
    "vm/panic_on_oom": "0", "vm/overcommit_memory": "1", "kernel/panic": "10", "kernel/panic_on_oops": "1",
    "kernel/keys/root_maxkeys": "1000000", "kernel/keys/root_maxbytes": "25000000",
}
NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
PEER_PORT = 2380
BEAT_SECONDS = 1
ALIVE_SECONDS = 4


def log(text):
    print(f'time="{time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}" {text}', file=sys.stderr, flush=True)


def die(text):
    log(f'level=fatal msg="{text}"')
    os._exit(1)


def release(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


def write(path, text, mode=0o600):
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    new.touch(mode)
    new.write_text(text)
    new.rename(path)


def faults():
    return FAULTS.read_text().split() if FAULTS.exists() else []


def notify_systemd():
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.sendto(b"READY=1", address.replace("@", "\0", 1))


def openssl(*arguments, stdin=""):
    command = ["openssl", *arguments]
    return subprocess.run(command, input=stdin, text=True, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def read_config():
    """Reads config.yaml and config.yaml.d: `key: scalar`, and `key:` with `  - scalar` lines. Scalars are JSON."""
    config = {"node-name": socket.gethostname()}
    for file in [CONFIG, *sorted(CONFIG.with_name("config.yaml.d").glob("*.yaml"))]:
        items = []
        for line in file.read_text().splitlines() if file.exists() else []:
            if line.startswith("  - "):
                items.append(json.loads(line[4:]))
            elif line.strip() and not line.startswith("#"):
                key, value = line.split(":", 1)
                items = []
                config[key] = json.loads(value) if value.strip() else items
    for key in ["token", "agent-token"]:
        if f"{key}-file" in config:
            config[key] = Path(config[f"{key}-file"]).read_text().strip()
    return config


class Token:
    """A password, or K10<hash of the CA>::<user>:<password>."""

    def __init__(self, text):
        full = re.fullmatch(r"K10([0-9a-f]{64})::([^:]+):(.+)", text)
        self.ca_hash, self.user, self.password = full.groups() if full else (None, None, text)

    @staticmethod
    def full(cluster, user, password):
        return f"K10{ca_hash(cluster['caCertificate'])}::{user}:{password}"


def ca_hash(certificates):
    return hashlib.sha256(certificates.encode()).hexdigest()


class Cluster:
    """Data of the cluster, and heartbeats of its nodes."""

    def __init__(self, identity):
        self.identity, self.folder = identity, SHARED / identity

    @staticmethod
    def create(state):
        identity = secrets.token_hex(8)
        write(SHARED / identity / "state.json", json.dumps(state))
        return Cluster(identity)

    def read(self):
        return json.loads((self.folder / "state.json").read_text())

    @contextlib.contextmanager
    def change(self):
        with open(self.folder / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            state = self.read()
            yield state
            write(self.folder / "state.json", json.dumps(state, indent=1))

    def note(self, host, what):
        with open(self.folder / "history", "a") as history:
            history.write(f"{host} {what}\n")

    def show_life(self, name, **facts):
        write(self.folder / "live" / f"{name}.json", json.dumps({"version": VERSION, "faults": faults(), "time": time.time(), **facts}))

    def life_of(self, name):
        file = self.folder / "live" / f"{name}.json"
        return json.loads(file.read_text()) if file.exists() else {"version": "", "faults": [], "time": 0}

    def answers(self, member):
        with contextlib.suppress(OSError), socket.create_connection((member["address"], PEER_PORT), 2) as peer:
            return peer.recv(64).decode() == self.identity
        return False

    def has_quorum(self, me=None):
        """Returns true if most of the voting members answer."""
        members = self.read()["members"]
        voters = [(name, member) for name, member in members.items() if member["voter"]]
        pool, votes = ThreadPoolExecutor(9), 0
        try:
            for answer in as_completed(pool.submit(lambda name, member: self.answers(member) or name == me, *voter) for voter in voters):
                votes += answer.result()
                if votes > len(voters) / 2:
                    return me is None or me in members
            return False
        finally:
            pool.shutdown(wait=False)


def ask(server, method, path, body=None, user=None, password="", seconds=5, ca=None):
    """Returns the status and the text of an answer; status 0 if there is none."""
    context = ssl.create_default_context(cadata=ca) if ca else ssl._create_unverified_context()
    host, port = (urlparse(server).hostname, urlparse(server).port) if "://" in server else (server, 6443)
    headers = {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()} if user else {}
    try:
        connection = http.client.HTTPSConnection(host, port or 443, timeout=seconds, context=context)
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error)


def sign_in(server, token, role, config):
    """Returns the identity of the cluster, after the checks between a node and its server."""
    status, certificates = ask(server, "GET", "/cacerts")
    if status != 200:
        return status, certificates
    if token.ca_hash and token.ca_hash != ca_hash(certificates):
        die("token CA hash does not match the Cluster CA certificate hash: "
            f"{token.ca_hash} != {ca_hash(certificates)}")
    return ask(server, "POST", f"/v1-standin/{role}", {
        "name": config["node-name"], "address": address_of(config), "version": VERSION, "password": node_password(),
        "config": {key: config.get(key) for key in CRITICAL},
        "labels": config.get("node-label", []), "taints": config.get("node-taint", []),
    }, token.user or ("server" if role == "server" else "node"), token.password, ca=certificates)


def node_password():
    if not NODE_PASSWORD.exists():
        write(NODE_PASSWORD, secrets.token_hex(16))
    return NODE_PASSWORD.read_text()


def address_of(config):
    if "node-ip" in config:
        return config["node-ip"].split(",")[0]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("198.51.100.1", 1))  # sends nothing; finds the address that the default route uses
        return probe.getsockname()[0]


def new_state(config):
    key = SERVER / "tls/ca.key"
    key.parent.mkdir(parents=True, exist_ok=True)
    certificate = openssl("req", "-x509", *NEW_KEY, "-days", "3650", "-subj", f"/CN=k3s-server-ca@{int(time.time())}", "-keyout", str(key))
    return {"caCertificate": certificate, "caKey": key.read_text(), "token": Token(config.get("token") or secrets.token_hex(16)).password,
            "agentToken": None, "config": {key: config.get(key) for key in CRITICAL}, "members": {}, "nodes": {}, "objects": {},
            "encryption": {"enabled": bool(config.get("secrets-encryption")), "stage": "start", "since": 0,
                           "keys": [new_key(config.get("secrets-encryption-provider", "aescbc"))]}}


def register(state, node, role):
    """Adds a node like the kubelet: labels and taints are used only the first time. A server accepts its own node."""
    secret = f"secret/kube-system/{node['name']}.node-password.k3s"
    if state["objects"].setdefault(secret, node["password"]) != node["password"] and role == "agent":
        return f"Node password rejected, duplicate hostname or contents of '{NODE_PASSWORD}' may not match server node-passwd entry"
    labels = dict(label.split("=", 1) for label in node["labels"])
    if role == "server":
        labels |= {f"node-role.kubernetes.io/{kind}": "true" for kind in ["control-plane", "etcd"]}
    state["nodes"].setdefault(node["name"], {
        "labels": labels, "taints": dict(taint.split("=", 1) for taint in node["taints"]), "annotations": {}, "unschedulable": False})
    return None


# --- Secrets ----------------------------------------------------------------------------------------------------------------------

# @SECRETS@


# --- k3s server -------------------------------------------------------------------------------------------------------------------

def check_host(config):
    if "exits-at-start" in faults():
        die("the fault exits-at-start is set")
    for name, expected in KERNEL.items() if config.get("protect-kernel-defaults") else []:
        actual = Path("/proc/sys", name).read_text().strip()
        if actual != expected:
            die(f"Failed to start ContainerManager: invalid kernel flag: {name}, expected value: {expected}, actual value: {actual}")
    for argument in config.get("kube-apiserver-arg", []):
        name, _, file = argument.partition("=")
        if name in ("audit-policy-file", "admission-control-config-file") and not Path(file).exists():
            die(f"apiserver exited: {name}: open {file}: no such file or directory")


def server(arguments):
    config = read_config()
    if "--cluster-reset" in arguments:
        return reset(config, arguments)
    check_host(config)
    RESET_FLAG.unlink(missing_ok=True)
    SERVER.mkdir(parents=True, exist_ok=True)
    me = config["node-name"]
    if TOMBSTONE.exists():
        if "server" not in config:
            die("tombstone file has been detected but --server is empty: backup and delete ${datadir}/server/db to create a new "
                "cluster, or set --server to rejoin")
        log('level=info msg="tombstone file has been detected, removing ${datadir}/server/db to rejoin the cluster"')
        TOMBSTONE.parent.rename(SERVER / f"db/etcd-backup-{int(time.time())}")
    if MEMBER.exists():
        cluster, identity = resume(config)
    elif "server" in config:
        # A server that joins gets the files of the cluster.
        PASSWORDS.unlink(missing_ok=True)
        cluster, identity = join(config)
    elif not config.get("cluster-init"):
        die("neither cluster-init nor server is set: K3s would begin with SQLite, which has no other servers")
    else:
        cluster, identity = Cluster.create(new_state(config)), secrets.token_hex(8)
        with cluster.change() as state:
            state["members"][me] = {"id": identity, "address": address_of(config), "voter": True}
    keep(config, cluster, identity)

    Api.cluster, Api.me, Api.config = cluster, me, config
    Api.store = store = SecretStore(config)
    for key in sealed_keys(cluster.read()):
        store.keep(key, cluster.read()["objects"][key])
    listen(cluster.read(), config)
    while not cluster.has_quorum(me):
        log('level=info msg="Waiting for etcd server to become available: no quorum"')
        time.sleep(0.5)
    with cluster.change() as state:
        reconcile(state)
        if config.get("agent-token"):
            state["agentToken"] = Token(config["agent-token"]).password
            if not PASSWORDS.exists() or PASSWORDS.read_text() != state["agentToken"]:
                write(PASSWORDS, state["agentToken"])
        state.setdefault("passwords", stored_passwords())
        register(state, {"name": me, "password": node_password(), "labels": config.get("node-label", []),
                         "taints": config.get("node-taint", [])}, "server")
        key = state["encryption"]["keys"][0]["name"]
    # K3s waits until its API server is ready, which it is not without its KMS: https://github.com/k3s-io/k3s/issues/14600
    while problem := store.problem():
        log(f'level=info msg="Waiting for API server to become available: kms-providers check failed: {problem}"')
        time.sleep(1)
    cluster.note(me, f"server {VERSION}")
    keep_tokens(state)
    cluster.show_life(me, encryptionKey=key)
    forward(lambda: ["127.0.0.1"])
    log(f'level=info msg="k3s is up and running" version={VERSION}')
    notify_systemd()
    promoted_at = time.time() + 1
    while True:
        member = cluster.read()["members"].get(me)
        if member is None or member["id"] != identity:
            TOMBSTONE.touch()
            log('level=info msg="This node has been removed from the cluster - please restart k3s to rejoin the cluster"')
            # K3s continues without its etcd. Requests that need etcd fail.
            signal.pause()
        if cluster.has_quorum(me):
            cluster.show_life(me, encryptionKey=key)
            if not member["voter"] and time.time() > promoted_at and "stays-learner" not in faults():
                with cluster.change() as state:
                    state["members"][me]["voter"] = True
        time.sleep(BEAT_SECONDS)


def stored_passwords():
    """What etcd keeps of the passwords: their text, and when they were stored."""
    return {"text": PASSWORDS.read_text() if PASSWORDS.exists() else None, "time": time.time()}


def reconcile(state):
    """Compares a server's passwords with those that the cluster stores: the newer ones win, or the server does not start."""
    stored = state.get("passwords")
    if not stored or stored["text"] is None or not PASSWORDS.exists() or PASSWORDS.read_text() == stored["text"]:
        return
    if PASSWORDS.stat().st_mtime > stored["time"]:
        die(f"starting kubernetes: {PASSWORDS} newer than datastore and could cause a cluster outage. "
            "Remove the file(s) from disk and restart to be recreated from datastore.")
    write(PASSWORDS, stored["text"])


def resume(config):
    member = json.loads(MEMBER.read_text())
    cluster = Cluster(member["cluster"])
    state, token = cluster.read(), Token(config.get("token", ""))
    if token.ca_hash and token.ca_hash != ca_hash(state["caCertificate"]) or config.get("token") and token.password != state["token"]:
        die("starting kubernetes: preparing server: bootstrap data already found and encrypted with different token")
    if state["members"].get(config["node-name"], {}).get("id") != member["id"]:
        TOMBSTONE.touch()
        die(f"etcd: the member {member['id']} has been permanently removed from the cluster")
    return cluster, member["id"]


def join(config):
    token = Token(config.get("token", ""))
    if not token.ca_hash:
        die("a joining server needs the full token, K10<CA hash>::server:<password>")
    status, answer = sign_in(config["server"], token, "server", config)
    while "unhealthy cluster" in answer:
        log(f'level=info msg="Waiting for other members to finish joining etcd cluster: {answer}"')
        time.sleep(1)
        status, answer = sign_in(config["server"], token, "server", config)
    if status != 200:
        die(f"starting kubernetes: preparing server: failed to bootstrap cluster data: {config['server']}: {status} {answer}")
    joined = json.loads(answer)
    return Cluster(joined["cluster"]), joined["member"]


def keep(config, cluster, identity):
    """Writes the files that K3s creates on a server."""
    state = cluster.read()
    write(MEMBER, json.dumps({"cluster": cluster.identity, "id": identity, "name": config["node-name"]}))
    write(SERVER / "tls/server-ca.crt", state["caCertificate"], 0o644)
    if state["encryption"]["enabled"]:
        write(OWN_CONFIG, own_config(state["encryption"]["keys"]))
    write(KUBECONFIG, f"""apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: {base64.b64encode(state["caCertificate"].encode()).decode()}
    server: https://127.0.0.1:6443
  name: default
contexts:
- context:
    cluster: default
    user: default
  name: default
current-context: default
kind: Config
preferences: {{}}
users:
- name: default
  user:
    client-certificate-data: {base64.b64encode(b"certificate of the administrator").decode()}
    client-key-data: {administrator(cluster)}
""", int(config.get("write-kubeconfig-mode", "0600"), 8))


def administrator(cluster):
    """Credential in the kubeconfig, which every server of the cluster accepts. A restored cluster has the same CA, and accepts it too."""
    return base64.b64encode(f"PRIVATE KEY {ca_hash(cluster.read()['caCertificate'])}".encode()).decode()


def keep_tokens(state):
    write(SERVER / "token", Token.full(state, "server", state["token"]) + "\n")
    write(SERVER / "agent-token", Token.full(state, "node", state["agentToken"] or state["token"]) + "\n")
    with contextlib.suppress(FileExistsError):
        (SERVER / "node-token").symlink_to("token")


def reset(config, arguments):
    path = next((value for value in (argument.removeprefix("--cluster-reset-restore-path=") for argument in arguments)
                 if not value.startswith("--")), None)
    if "server" in config:
        die("cannot perform cluster-reset while server URL is set - remove server from configuration before resetting")
    if path and config.get("etcd-s3") and "--etcd-s3=false" not in arguments:
        die(f"etcd: S3 download of {path} failed: the bucket has no such object")
    if RESET_FLAG.exists():
        die(f"Managed etcd cluster membership was reset before: start without --cluster-reset, or delete {RESET_FLAG}")
    if ask("127.0.0.1", "GET", "/ping", seconds=1)[0]:
        die("listen tcp :6443: bind: address already in use")
    if path and not Path(path).exists():
        die(f"etcd: snapshot path does not exist: {path}")
    if path and not (os.environ.get("K3S_TOKEN") or (SERVER / "token").exists()):
        die("please pass --token when restoring from snapshot")
    state = None if path else Cluster(json.loads(MEMBER.read_text())["cluster"]).read()
    if MEMBER.parent.exists():
        MEMBER.parent.rename(SERVER / f"db/etcd-old-{int(time.time())}")
    if path:
        state = state_of(Path(path).read_bytes())
        password = Token(os.environ.get("K3S_TOKEN") or config.get("token", "")).password
        if state["token"] != password or "reset-fails" in faults():
            # etcd begins with the data of the snapshot before K3s reads it.
            write(MEMBER, json.dumps({"cluster": "of the snapshot", "id": secrets.token_hex(8), "name": config["node-name"]}))
            die("starting kubernetes: preparing server: bootstrap data already found and encrypted with different token")
    identity = secrets.token_hex(8)
    state["members"] = {config["node-name"]: {"id": identity, "address": address_of(config), "voter": True}}
    keep(config, Cluster.create(state), identity)
    RESET_FLAG.touch()
    PASSWORDS.unlink(missing_ok=True)
    log('level=info msg="Managed etcd cluster membership has been reset, restart without --cluster-reset flag now. '
        'Backup and delete ${datadir}/server/db on each peer etcd server and rejoin the nodes"')


def bytes_of(state):
    """Returns a snapshot: pages of 512 bytes, then their sha256. The key of the bootstrap data contains a hash of the token."""
    key = "/bootstrap/" + hashlib.sha256(state["token"].encode()).hexdigest()[:12]
    pages = json.dumps({key: state}).encode()
    pages = pages.ljust(-(-len(pages) // 512) * 512)
    return pages + hashlib.sha256(pages).digest()


def state_of(snapshot):
    pages, check = snapshot[:-32], snapshot[-32:]
    if len(pages) % 512 or hashlib.sha256(pages).digest() != check:
        die("etcd: snapshot restore failed: snapshot file integrity check failed")
    return next(iter(json.loads(pages).values()))


def listen(state, config):
    key, certificate, ca = (SERVER / "tls" / name for name in ["serving-kube-apiserver.key", "serving-kube-apiserver.crt", "ca.key"])
    write(ca, state["caKey"])
    request = openssl("req", *NEW_KEY, "-subj", "/CN=kube-apiserver", "-keyout", str(key))
    names = {"127.0.0.1", address_of(config), *config.get("tls-san", [])}
    extension = SERVER / "tls/names"
    kinds = (f"{'IP' if re.fullmatch('[0-9.]+|.*:.*', name) else 'DNS'}:{name}" for name in sorted(names))
    write(extension, "subjectAltName=" + ",".join(kinds))
    write(certificate, openssl("x509", "-req", "-CA", str(SERVER / "tls/server-ca.crt"), "-CAkey", str(ca), "-days", "365",
                               "-extfile", str(extension), stdin=request), 0o644)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    try:
        web = http.server.ThreadingHTTPServer(("", 6443), Api)
    except OSError as error:
        die(f"listen tcp :6443: bind: {error.strerror}")
    web.daemon_threads = True
    # The connection's own thread does the handshake.
    web.socket = context.wrap_socket(web.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    serve(socket.create_server(("", PEER_PORT)), lambda peer: peer.sendall(Api.cluster.identity.encode()))


def serve(listener, answer):
    """Answers each connection in a thread of its own."""
    def one(connection):
        with contextlib.suppress(OSError), connection:
            answer(connection)

    def accept():
        while True:
            threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


class Api(http.server.BaseHTTPRequestHandler):
    """Answers of a server on port 6443."""

    cluster = me = config = store = None
    timeout = 60

    def log_message(self, *_):
        pass

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text.encode())

    def body(self):
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "{}")

    def credentials(self):
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        return base64.b64decode(given).decode().split(":", 1) if scheme == "Basic" else ["", ""]

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        open_to_all = {"/ping": lambda: "pong", "/cacerts": lambda: self.cluster.read()["caCertificate"],
                       "/v1-standin/cluster": lambda: self.cluster.identity}
        answer = open_to_all.get(self.path)
        self.answer(200, answer()) if answer else self.answer(401, "Unauthorized")

    def do_PUT(self):
        if self.path != "/v1-k3s/token":
            return self.answer(404, "not found")
        change, (user, password) = self.body(), self.credentials()
        if user != "server" or password != self.cluster.read()["token"]:
            return self.answer(401, "Unauthorized")
        if not self.cluster.has_quorum(self.me):
            return self.answer(500, "etcdserver: no leader")
        with self.cluster.change() as state:
            state["token"] = change["newToken"]
            state["passwords"] = stored_passwords()
        keep_tokens(state)
        self.answer(200, "")

    def do_POST(self):
        if self.path == "/v1-standin/server" or self.path == "/v1-standin/agent":
            return self.admit(self.path.rsplit("/", 1)[1])
        if self.credentials() != ["admin", administrator(self.cluster)]:
            return self.answer(401, "Unauthorized")
        commands = {"/v1-standin/kubectl": kubectl, "/v1-standin/secrets-encrypt": secrets_encrypt, "/v1-standin/snapshot": snapshot}
        body = self.body()
        code, out = commands[self.path](self.cluster, self.me, body["arguments"], *([body["stdin"]] if "stdin" in body else []))
        self.answer(200, json.dumps({"code": code, "out": out}))

    def admit(self, role):
        node, (user, password), state = self.body(), self.credentials(), self.cluster.read()
        agent_password = state["agentToken"] or state["token"]
        if (user, password) != ("server", state["token"]) and not (role == "agent" and password == agent_password):
            return self.answer(401, "Unauthorized: token is not valid")
        oldest = min((self.cluster.life_of(name)["version"] for name in state["members"]), key=release)
        if release(node["version"]) > release(oldest):
            return self.answer(403, f"{role} version {node['version']} is newer than server version {oldest}")
        if role == "server" and node["config"] != state["config"]:
            return self.answer(400, "failed to validate server configuration: critical configuration value mismatch")
        if not self.cluster.has_quorum(self.me):
            return self.answer(500, "etcdserver: no leader")
        with self.cluster.change() as state:
            if role == "server" and any(not member["voter"] for member in state["members"].values()):
                return self.answer(500, "etcdserver: too many learner members in cluster")
            if role == "server" and not all(name == self.me or self.cluster.answers(member) for name, member in state["members"].items()):
                return self.answer(500, "etcdserver: unhealthy cluster")
            if role == "server" and node["name"] in state["members"]:
                return self.answer(409, f"duplicate node name found, please use a unique name for this node: {node['name']}")
            refusal = register(state, node, role)
            identity = secrets.token_hex(8)
            if role == "server" and not refusal:
                state["members"][node["name"]] = {"id": identity, "address": node["address"], "voter": False}
        if refusal:
            return self.answer(403, refusal)
        self.answer(200, json.dumps({"cluster": self.cluster.identity, "member": identity}))


# --- k3s agent --------------------------------------------------------------------------------------------------------------------

def agent(_):
    config, known = read_config(), DATA / "agent/etc/k3s-agent-load-balancer.json"
    check_host({key: value for key, value in config.items() if key != "kube-apiserver-arg"})
    servers = [config["server"], *(json.loads(known.read_text()) if known.exists() else [])]
    status, answer = 0, ""
    while True:
        for address in servers:
            status, answer = sign_in(address, Token(config.get("token", "")), "agent", config)
            if status:
                break
        if status == 200:
            break
        if status in (401, 403) and "Node password rejected" not in answer:
            die(f"failed to retrieve agent configuration: {status} {answer}")
        log(f'level=error msg="Waiting to retrieve agent configuration; server is not ready: {answer}"')
        time.sleep(0.5)
    cluster = Cluster(json.loads(answer)["cluster"])
    cluster.note(config["node-name"], f"agent {VERSION}")
    forward(lambda: [urlparse(server).hostname if "://" in server else server for server in servers])
    cluster.show_life(config["node-name"])
    notify_systemd()
    while True:
        answers = (ask(server, "GET", "/v1-standin/cluster", seconds=1) for server in servers)
        reached = next((found for found in answers if found[0] == 200), None)
        if reached:
            cluster = Cluster(reached[1])
            cluster.show_life(config["node-name"])
            servers = [member["address"] for member in cluster.read()["members"].values()] + [config["server"]]
            write(known, json.dumps(servers))
        time.sleep(BEAT_SECONDS)


def forward(targets):
    """Listens on 127.0.0.1:6444 and forwards connections to a server that answers."""
    def pump(source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def pass_on(client):
        for target in targets():
            with contextlib.suppress(OSError), socket.create_connection((target, 6443), 2) as upstream:
                upstream.settimeout(None)
                threading.Thread(target=pump, args=(client, upstream), daemon=True).start()
                return pump(upstream, client)

    serve(socket.create_server(("127.0.0.1", 6444)), pass_on)


# --- Commands that the server answers ---------------------------------------------------------------------------------------------

def on_server(command):
    def call(arguments):
        given = (argument.removeprefix("--server=") for argument in arguments if argument.startswith("--server="))
        server = next(given, "https://127.0.0.1:6443")
        key = re.search("client-key-data: (.*)", KUBECONFIG.read_text() if KUBECONFIG.exists() else "")
        body = {"arguments": arguments} | ({"stdin": sys.stdin.read()} if "replace" in arguments else {})
        status, text = ask(server, "POST", f"/v1-standin/{command}", body, "admin", key[1] if key else "", seconds=310)
        if status != 200:
            sys.exit(f"The connection to the server {urlparse(server).netloc} was refused - did you specify the right host or port? {text}")
        answer = json.loads(text)
        print(answer["out"], end="", file=sys.stderr if answer["code"] else sys.stdout)
        return answer["code"]
    return call


def kubectl(cluster, me, arguments, stdin=""):
    valued = {"--namespace", "-n", "--timeout", "--output", "-o", "--from-literal", "--raw", "--grace-period", "--field-selector",
              "--filename"}
    flags, words, rest = {}, [], list(arguments)
    while rest:
        word = rest.pop(0)
        if not word.startswith("-"):
            words.append(word)
        elif "=" in word:
            flags.__setitem__(*word.split("=", 1))
        else:
            flags[word] = rest.pop(0) if word in valued else True
    if not cluster.has_quorum(me):
        return 1, "Error from server: etcdserver: request timed out\n"
    if flags.get("--raw") == "/readyz":
        if Api.store.problem():
            return 1, "Error from server (InternalError): [-]kms-providers failed: reason withheld\n"
        return (1, "Error from server (InternalError): [-]etcd failed: reason withheld\n") if "never-ready" in faults() else (0, "ok")
    if words == ["replace"]:
        return kubectl_secrets(cluster, Api.store, "replace", [], flags, stdin)
    verb, kind, *names = words if words[0] in ("get", "create", "delete", "annotate", "label", "taint") else [words[0], "node", *words[1:]]
    kind, lone = kind.removesuffix("s"), []
    listing = flags.get("--output", flags.get("-o", ""))
    if kind == "secret" and (verb == "create" or verb == "get" and (listing.startswith("jsonpath") or listing == "json")):
        return kubectl_secrets(cluster, Api.store, verb, names, flags, stdin)
    with cluster.change() as state:
        if verb != "get":
            cluster.note(me, " ".join([verb, *(words[1:])]))
        if verb == "get" and kind == "pod":
            place = flags["--field-selector"].removeprefix("spec.nodeName=").split(",")[0]
            return 0, "".join(f"{pod} \n" for pod in lone_pods(state, place))
        if kind != "node":
            return stored(state, verb, kind, names, flags)
        if verb == "get":
            return show_nodes(cluster, state, names, flags)
        name, *changes = names
        node = state["nodes"].get(name)
        if node is None:
            missing = f'Error from server (NotFound): nodes "{name}" not found\n'
            return (0, "") if "--ignore-not-found" in flags else (1, missing)
        if verb == "delete":
            del state["nodes"][name]
            state["members"].pop(name, None)
            return 0, f'node "{name}" deleted\n'
        if verb in ("cordon", "uncordon", "drain"):
            node["unschedulable"] = verb != "uncordon"
            lone = lone_pods(state, name)
            if verb == "drain" and "--force" in flags:
                for pod in lone:
                    del state["objects"][f"pod/{pod}"]
                lone = []
        elif verb in ("annotate", "label", "taint"):
            entries = node[{"annotate": "annotations"}.get(verb, f"{verb}s")]
            for change in changes:
                if change.endswith("-"):
                    entries.pop(change[:-1].split(":")[0], None)
                else:
                    entries.__setitem__(*change.split("=", 1))
        else:
            return 1, f"the stand-in does not know kubectl {verb}\n"
    if verb == "drain" and lone:
        return 1, (f'error: unable to drain node "{name}" due to error: cannot delete cannot delete Pods that declare no controller '
                   f'(use --force to override): {", ".join(lone)}, continuing command...\n')
    if verb == "drain" and "drain-blocks" in cluster.life_of(name)["faults"]:
        time.sleep(2)
        reason = "Cannot evict pod as it would violate the pod's disruption budget. global timeout reached"
        return 1, f'error: unable to drain node "{name}": {reason}\n'
    return 0, f"node/{name} {({'annotate': 'annotated', 'label': 'labeled', 'taint': 'modified'}).get(verb, verb + 'ed')}\n"


def lone_pods(state, node):
    """Pods without a controller: objects that a test creates with the name of their node."""
    return [key.removeprefix("pod/") for key, place in state["objects"].items() if key.startswith("pod/") and place == f"node={node}"]


def stored(state, verb, kind, names, flags):
    """Objects that a test can create, delete and list."""
    if verb == "get" and not names:
        return 0, "".join(f"{kind}/{key.rsplit('/', 1)[1]}\n" for key in state["objects"] if key.startswith(f"{kind}/"))
    key = f"{kind}/{flags.get('--namespace', flags.get('-n', 'default'))}/{names[0]}"
    if verb == "create":
        if key in state["objects"]:
            return 1, f'Error from server (AlreadyExists): {kind}s "{names[0]}" already exists\n'
        state["objects"][key] = flags.get("--from-literal")
        return 0, f"{kind}/{names[0]} created\n"
    if key not in state["objects"]:
        return (0, "") if "--ignore-not-found" in flags else (1, f'Error from server (NotFound): {kind}s "{names[0]}" not found\n')
    if verb == "delete":
        del state["objects"][key]
        return 0, f'{kind} "{names[0]}" deleted\n'
    return 0, f"{kind}/{names[0]}\n"


def show_nodes(cluster, state, names, flags):
    missing = [name for name in names if name not in state["nodes"]]
    if missing and "--ignore-not-found" not in flags:
        return 1, f'Error from server (NotFound): nodes "{missing[0]}" not found\n'
    names = names or [flags[key].removeprefix("metadata.name=") for key in ("--field-selector",) if key in flags]

    def show(path, name):
        return value(path, name, state["nodes"][name], state["members"].get(name), cluster.life_of(name))
    known = [name for name in sorted(state["nodes"]) if not names or name in names]
    output = flags.get("--output", flags.get("-o", "custom-columns=NAME:.metadata.name"))
    if output.startswith("jsonpath="):
        item = re.fullmatch(r"jsonpath=\{range \.items\[\*\]\}(.*)\{end\}", output)[1]
        return 0, "".join("".join(json.loads(part) if part.startswith('"') else show(part, name) or ""
                                  for part in re.findall(r"\{([^{}]*)\}", item)) for name in known)
    columns = [column.split(":", 1) for column in output.removeprefix("custom-columns=").split(",")]
    lines = [] if "--no-headers" in flags else [[title for title, _ in columns]]
    lines += [[show(path, name) or "<none>" for _, path in columns] for name in known]
    return 0, "".join("   ".join(line) + "\n" for line in lines)


def value(path, name, node, member, life):
    def entry(section, entries):
        key = path.removeprefix(f".metadata.{section}.").replace("\\.", ".")
        return entries.get(key) if path.startswith(f".metadata.{section}.") else None
    alive = time.time() - life["time"] < ALIVE_SECONDS
    known = {
        ".metadata.name": name,
        '.status.conditions[?(@.type=="Ready")].status': str("no-network" not in life["faults"]) if alive else "Unknown",
        '.status.conditions[?(@.type=="EtcdIsVoter")].status': str(member["voter"] and alive) if member else None,
        ".status.nodeInfo.kubeletVersion": life["version"],
        ".spec.unschedulable": "true" if node["unschedulable"] else None,
        ".spec.taints[*].key": ",".join(node["taints"]),
    }
    return known[path] if path in known else entry("labels", node["labels"]) or entry("annotations", node["annotations"])


def snapshot(cluster, me, arguments):
    SNAPSHOTS.mkdir(parents=True, exist_ok=True)
    if arguments[0] in ("ls", "list"):
        return 0, "Name Location Size Created\n" + "".join(f"{file.name} file://{file} {file.stat().st_size} "
                  f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(file.stat().st_mtime))}\n" for file in sorted(SNAPSHOTS.iterdir()))
    if not cluster.has_quorum(me):
        return 1, "etcdserver: no leader\n"
    name = arguments[arguments.index("--name") + 1] if "--name" in arguments else "on-demand"
    state = cluster.read()
    file = SNAPSHOTS / f"{name}-{me}-{int(time.time())}"
    cluster.note(me, f"etcd-snapshot save {name}")
    file.touch(0o600)
    file.write_bytes(bytes_of(state))
    return 0, f"Snapshot {file.name} saved.\n"


def secrets_encrypt(cluster, me, arguments):
    with cluster.change() as state:
        encryption = state["encryption"]
        if not encryption["enabled"]:
            return 0, "Encryption Status: Disabled, no configuration file found\n"
        if encryption["stage"] == "reencrypt_active" and time.time() > encryption["since"]:
            encryption["stage"] = "reencrypt_finished"
        if arguments[0] == "rotate-keys":
            if not cluster.has_quorum(me):
                return 1, "etcdserver: no leader\n"
            store = Api.store
            if not store.is_own:
                return 1, "see server log for details: timed out waiting for encryption config reload\n"
            slow = "slow-encryption" in faults()
            encryption.update(stage="reencrypt_active", since=time.time() + 5 * slow)
            # The server of the command uses the algorithm of its own configuration. The earlier key is removed after its last use.
            encryption["keys"].insert(0, new_key(Api.config.get("secrets-encryption-provider", "aescbc")))
            write(OWN_CONFIG, own_config(encryption["keys"]))
            store.load()
            store.seal_again(state)
            del encryption["keys"][1:]
            write(OWN_CONFIG, own_config(encryption["keys"]))
            store.load()
            # The answer comes at the end, unless that is later than K3s waits.
            return (1, "see server log for details: context deadline exceeded\n") if slow else (0, "reencryption finished\n")
        key = encryption["keys"][0]
        hashes = {key["name"], *(cluster.life_of(name).get("encryptionKey") for name in state["members"])}
        match = "All hashes match" if len(hashes) == 1 else "hash does not match between servers"
        return 0, (f"Encryption Status: Enabled\nCurrent Rotation Stage: {encryption['stage']}\nServer Encryption Hashes: {match}\n\n"
                   f"Active  Key Type  Name\n------  --------  ----\n *      {KEY_TYPES[key['provider']]}   {key['name']}\n")


# --- Commands that need no server -------------------------------------------------------------------------------------------------

def version(_):
    print(f"k3s version {VERSION} (deadbeef)\ngo version go1.25.0")


def certificate(_):
    row = "{:26}   {:18}   {:10}   {:22}   {:13}   {}".format
    print("", row("FILENAME", "SUBJECT", "USAGES", "EXPIRES", "RESIDUAL TIME", "STATUS"),
          row("--------", "-------", "------", "-------", "-------------", "------"), sep="\n")
    expires = time.gmtime(time.time() + 364 * 86400)
    for file, subject, usage in [("client-admin.crt", "system:admin", "ClientAuth"),
                                 ("serving-kube-apiserver.crt", "kube-apiserver", "ServerAuth"),
                                 ("client-kubelet.crt", f"system:node:{read_config()['node-name']}", "ClientAuth")]:
        print(row(file, subject, usage, time.strftime("%b %d, %Y %H:%M UTC", expires), "11 months", "OK"))


def main():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    name = os.path.basename(sys.argv[0])
    words = [name, *sys.argv[1:]] if name in ("kubectl", "crictl", "ctr") else sys.argv[1:]
    commands = {"--version": version, "server": server, "agent": agent, "kubectl": on_server("kubectl"),
                "etcd-snapshot": on_server("snapshot"), "secrets-encrypt": on_server("secrets-encrypt"),
                "certificate": certificate, "crictl": lambda _: 0, "ctr": lambda _: 0}
    if not words or words[0] not in commands:
        sys.exit(f"the stand-in does not know k3s {' '.join(words)}")
    sys.exit(commands[words[0]](words[1:]))


main()
