#!/usr/bin/python3
"""Stand-in for a plugin of a KMS: version 2 of Kubernetes's KMS API over gRPC, on a socket.

Usage: kms-plugin.py --socket PATH [--credentials FILE], with KMS_KEYS in the environment: the folder of the keys. It has a file for each
generation of the key, 32 bytes in hexadecimal digits; the file `current` names the one that encrypts. A missing folder: the KMS is away.
https://github.com/kubernetes/kms/blob/master/apis/v2/api.proto
"""
import argparse, os, secrets, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import grpc
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEYS = Path(os.environ["KMS_KEYS"])


def write(fields):
    def length(value):
        return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + length(value >> 7)
    return b"".join(bytes([number << 3 | 2]) + length(len(value)) + value for number, value in fields.items())


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


def key(name):
    return AESGCM(bytes.fromhex((KEYS / name).read_text()))


def current():
    return (KEYS / "current").read_text().strip()


def status(_):
    return {1: b"v2", 2: b"ok", 3: current().encode()}


def encrypt(request):
    nonce, name = secrets.token_bytes(12), current()
    return {1: nonce + key(name).encrypt(nonce, request[1], None), 2: name.encode()}


def decrypt(request):
    return {1: key(request[3].decode()).decrypt(request[1][:12], request[1][12:], None)}


class Service(grpc.GenericRpcHandler):
    def service(self, call):
        method = {"Status": status, "Encrypt": encrypt, "Decrypt": decrypt}.get(call.method.removeprefix("/v2.KeyManagementService/"))

        def answer(data, context):
            try:
                return write(method(read(data)))
            except Exception as error:
                context.abort(grpc.StatusCode.UNAVAILABLE, f"the KMS does not answer: {type(error).__name__} {error}")
        return method and grpc.unary_unary_rpc_method_handler(answer)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", required=True)
    parser.add_argument("--credentials", type=Path)
    arguments = parser.parse_args()
    if arguments.credentials and arguments.credentials.read_text().strip() != "canary-of-credentials":
        sys.exit("the KMS refuses the credentials")
    server = grpc.server(ThreadPoolExecutor(4), handlers=[Service()])
    server.add_insecure_port(f"unix://{arguments.socket}")
    server.start()
    server.wait_for_termination()


main()
