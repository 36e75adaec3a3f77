"""The Runtime API (2018-06-01), seen from inside the process."""

import json
import socket
import sys


class Event:
    """One event, as the Runtime API hands it out. The names of its headers are lower case."""

    def __init__(self, headers, body):
        self.request_id = headers["lambda-runtime-aws-request-id"]
        self.headers = headers
        self.body = body


class RuntimeClient:
    """Speaks HTTP over one connection by itself: the standard library's client would cost each INIT more
    than everything else in this runtime. It ends the process when the API is gone."""

    def __init__(self, host_and_port):
        host, port = host_and_port.split(":")
        self._host = host_and_port
        self._connection = socket.create_connection((host, int(port)))
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._input = self._connection.makefile("rb")

    def next(self):
        headers, body = self._send("GET", "invocation/next")
        return Event(headers, body)

    def response(self, request_id, body):
        self._send("POST", f"invocation/{request_id}/response", body)

    def error(self, request_id, payload):
        self._send_error(f"invocation/{request_id}/error", payload)

    def init_error(self, payload):
        self._send_error("init/error", payload)

    def _send_error(self, path, payload):
        self._send("POST", path, json.dumps(payload).encode("utf-8"), payload["errorType"])

    def _send(self, method, path, body=b"", error_type=None):
        lines = [
            f"{method} /2018-06-01/runtime/{path} HTTP/1.1",
            f"Host: {self._host}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        ]
        if error_type is not None:
            lines.append(f"Lambda-Runtime-Function-Error-Type: {error_type}")
        head = "\r\n".join(lines) + "\r\n\r\n"
        try:
            self._connection.sendall(head.encode("utf-8") + body)
            return self._answer()
        except OSError:
            # Without the Runtime API there is nobody to work for: whoever started this process is gone.
            sys.exit(1)

    def _answer(self):
        if not self._input.readline():
            raise ConnectionError("the Runtime API is gone")
        headers = {}
        for line in iter(self._input.readline, b"\r\n"):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return headers, self._input.read(int(headers.get("content-length", 0)))
