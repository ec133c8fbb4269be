# Part of k3s-standin.py: Secrets as an API server keeps them. The first provider of its EncryptionConfiguration encrypts; each provider
# decrypts what has its prefix. A KMS is called over its socket, with version 2 of Kubernetes's KMS API. The algorithms of keys on disk
# are all AES-GCM here. With /etc/k3s-standin/real-etcd, the values are in Debian's etcd, on the one server of its cluster.
# https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/, https://github.com/kubernetes/kms/blob/master/apis/v2/api.proto

OWN_CONFIG = SERVER / "cred/encryption-config.json"
REAL_ETCD = Path("/etc/k3s-standin/real-etcd")
KEY_TYPES = {"aescbc": "AES-CBC", "secretbox": "XSalsa20-POLY1305"}


def new_key(provider):
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {"provider": provider, "name": f"{provider}key-{secrets.token_hex(4)}", "secret": key}


def own_config(keys):
    """K3s's own configuration: its keys, the newest first, and what is not encrypted."""
    providers = [{key["provider"]: {"keys": [{"name": key["name"], "secret": key["secret"]}]}} for key in keys] + [{"identity": {}}]
    return json.dumps({"kind": "EncryptionConfiguration", "apiVersion": "apiserver.config.k8s.io/v1",
                       "resources": [{"resources": ["secrets"], "providers": providers}]}, separators=(",", ":"))


def aes(key, data, opens=False, nonce_bytes=12):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    if opens:
        return AESGCM(key).decrypt(data[:nonce_bytes], data[nonce_bytes:], None)
    nonce = secrets.token_bytes(nonce_bytes)
    return nonce + AESGCM(key).encrypt(nonce, data, None)


class Message:
    """Fields of a message of protocol buffers whose values are all bytes or text, by their number."""

    @staticmethod
    def write(fields):
        return b"".join(bytes([number << 3 | 2]) + Message.length(len(value)) + value for number, value in fields.items())

    @staticmethod
    def length(value):
        return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + Message.length(value >> 7)

    @staticmethod
    def read(data):
        fields, at = {}, 0

        def number():
            nonlocal at
            value = shift = 0
            while True:
                value |= (data[at] & 127) << shift
                at, shift = at + 1, shift + 7
                if data[at - 1] < 128:
                    return value
        while at < len(data):
            key, length = number() >> 3, number()
            fields[key] = data[at:at + length]
            at += length
        return fields


class Kms:
    """Provider whose key is in a KMS. The plugin encrypts a key, which encrypts the values and is kept in memory."""

    def __init__(self, provider):
        import grpc
        assert provider["apiVersion"] == "v2", "the API server knows KMS v2 only"
        self.prefix, self.timeout = f"k8s:enc:kms:v2:{provider['name']}:", float(provider["timeout"].rstrip("s"))
        self.channel, self.opened, self.current = grpc.insecure_channel(provider["endpoint"]), {}, None

    def call(self, method, fields):
        import grpc
        try:
            return Message.read(self.channel.unary_unary(f"/v2.KeyManagementService/{method}")(Message.write(fields), timeout=self.timeout))
        except grpc.RpcError as error:
            raise ValueError(f"rpc error: {error.code().name}: {error.details()}") from None

    def status(self):
        answer = self.call("Status", {})
        if answer.get(1) not in (b"v2", b"v2beta1") or answer.get(2) != b"ok":
            raise ValueError(f"the KMS plugin is not healthy: {answer}")
        return answer[3].decode()

    def seal(self, value):
        identity = self.status()
        if not self.current or self.current[0] != identity:
            key = secrets.token_bytes(32)
            answer = self.call("Encrypt", {1: key, 2: secrets.token_hex(8).encode()})
            self.current = (identity, key, answer[1])
        identity, key, wrapped = self.current
        parts = {"data": aes(key, value), "wrapped": wrapped}
        return self.prefix + json.dumps({name: base64.b64encode(part).decode() for name, part in parts.items()} | {"keyID": identity})

    def open(self, text):
        parts = json.loads(text)
        if parts["wrapped"] not in self.opened:
            fields = {1: base64.b64decode(parts["wrapped"]), 2: secrets.token_hex(8).encode(), 3: parts["keyID"].encode()}
            self.opened[parts["wrapped"]] = self.call("Decrypt", fields)[1]
        return aes(self.opened[parts["wrapped"]], base64.b64decode(parts["data"]), opens=True)


class Keys:
    """Provider with a key in the configuration."""

    def __init__(self, kind, provider):
        key = provider["keys"][0]
        self.prefix, self.key = f"k8s:enc:{kind}:v1:{key['name']}:", base64.b64decode(key["secret"])

    def seal(self, value):
        return self.prefix + base64.b64encode(aes(self.key, value)).decode()

    def open(self, text):
        return aes(self.key, base64.b64decode(text), opens=True)


class Plain:
    """Provider that does not encrypt."""

    prefix = "plain:"

    def seal(self, value):
        return self.prefix + value.decode()

    def open(self, text):
        return text.encode()


class SecretStore:
    """Secrets of a running server."""

    def __init__(self, config):
        given = [argument.split("=", 1)[1] for argument in config.get("kube-apiserver-arg", [])
                 if argument.startswith("encryption-provider-config=")]
        self.file = Path(given[0]) if given else OWN_CONFIG
        self.is_own = not given
        if config.get("secrets-encryption-provider", "aescbc") not in KEY_TYPES:
            die(f"invalid secrets-encryption-provider {config['secrets-encryption-provider']}")
        if REAL_ETCD.exists():
            self.start_etcd()
        self.load()

    def load(self):
        if self.is_own and not self.file.exists():
            # Without secrets-encryption, K3s encrypts nothing.
            self.providers = [Plain()]
            return
        if not self.file.exists():
            die(f"apiserver exited: error while opening encryption provider configuration file {self.file}: no such file or directory")
        providers = json.loads(self.file.read_text())["resources"][0]["providers"]
        self.providers = [Kms(value) if kind == "kms" else Plain() if kind == "identity" else Keys(kind, value)
                          for provider in providers for kind, value in provider.items()]

    def problem(self):
        """What the check kms-providers of the API server says."""
        for provider in self.providers:
            if isinstance(provider, Kms):
                try:
                    provider.status()
                except ValueError as error:
                    return str(error)
        return None

    def seal(self, value):
        return self.providers[0].seal(value.encode())

    def open(self, sealed):
        for provider in self.providers:
            if sealed.startswith(provider.prefix):
                return provider.open(sealed[len(provider.prefix):]).decode()
        raise ValueError("no matching prefix found")

    def put(self, state, key, value):
        state["objects"][key] = sealed = self.seal(value)
        self.keep(key, sealed)

    def keep(self, key, sealed):
        if REAL_ETCD.exists():
            self.etcdctl("put", "/registry/" + key.replace("secret/", "secrets/", 1), stdin=sealed)

    def read(self, state, key):
        sealed = state["objects"][key]
        if REAL_ETCD.exists():
            sealed = self.etcdctl("get", "--print-value-only", "/registry/" + key.replace("secret/", "secrets/", 1)).rstrip("\n")
        try:
            return self.open(sealed)
        except Exception as error:
            raise ValueError(f"Internal error occurred: unable to transform key \"/registry/{key}\": {error}") from None

    def seal_again(self, state):
        for key in sealed_keys(state):
            self.put(state, key, self.read(state, key))

    def start_etcd(self):
        import ctypes
        folder = SERVER / "db/etcd/real"
        folder.mkdir(parents=True, exist_ok=True)

        def end_with_parent():
            ctypes.CDLL("libc.so.6").prctl(1, signal.SIGKILL)
        log("level=info msg=\"Starting Debian's etcd\"")
        subprocess.Popen(["/usr/bin/etcd", "--data-dir", str(folder), "--listen-client-urls", "http://127.0.0.1:2379",
                          "--advertise-client-urls", "http://127.0.0.1:2379", "--listen-peer-urls", "http://127.0.0.1:12380",
                          "--initial-advertise-peer-urls", "http://127.0.0.1:12380", "--initial-cluster",
                          "default=http://127.0.0.1:12380"],
                         preexec_fn=end_with_parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.time() + 30
        while time.time() < until:
            with contextlib.suppress(subprocess.CalledProcessError):
                self.etcdctl("endpoint", "health")
                return
            time.sleep(0.1)
        die("etcd did not start")

    @staticmethod
    def etcdctl(*arguments, stdin=""):
        return subprocess.run(["/usr/bin/etcdctl", "--endpoints", "http://127.0.0.1:2379", *arguments], input=stdin, text=True, check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"ETCDCTL_API": "3"}).stdout


def sealed_keys(state):
    """Secrets that are encrypted. Those with passwords of nodes are not, because the stand-in compares them before it has a store."""
    return [key for key in state["objects"] if key.startswith("secret/") and not key.endswith(".node-password.k3s")]


def kubectl_secrets(cluster, store, verb, names, flags, stdin):
    """Answers kubectl for Secrets."""
    space = flags.get("--namespace", flags.get("-n", "default"))
    with cluster.change() as state:
        try:
            if verb == "get":
                keys = [key for key in sealed_keys(state) if "--all-namespaces" in flags or key.split("/")[1] == space]
                if flags.get("--output", "").startswith("jsonpath="):
                    return 0, "".join(key.split("/")[1] + "\n" for key in keys)
                if names and f"secret/{space}/{names[0]}" not in state["objects"]:
                    return 1, f'Error from server (NotFound): secrets "{names[0]}" not found\n'
                items = [{"kind": "Secret", "metadata": {"namespace": space, "name": key.split("/")[2]}, "data": store.read(state, key)}
                         for key in keys if not names or key.endswith(f"/{names[0]}")]
                return 0, json.dumps(items[0] if names else {"kind": "List", "items": items}) + "\n"
            items = json.loads(stdin)["items"] if verb == "replace" else [
                {"metadata": {"namespace": space, "name": names[-1]}, "data": flags.get("--from-literal", "")}]
            if not items:
                return 1, "error: no objects passed to replace\n"
            for item in items:
                key = f"secret/{item['metadata']['namespace']}/{item['metadata']['name']}"
                if (key in state["objects"]) == (verb == "create"):
                    return 1, f"Error from server ({'AlreadyExists' if verb == 'create' else 'NotFound'}): secrets {key}\n"
                store.put(state, key, item["data"])
            return 0, "".join(f"secret/{item['metadata']['name']} {verb}d\n" for item in items)
        except ValueError as error:
            return 1, f"Error from server: {error}\n"
