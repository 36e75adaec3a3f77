"""The Python runtime: the program that runs inside the process of a Python function.

It loads the handler, then asks Lambda's Runtime API for one event after another. It stands for AWS's own
runtime of python3.x, and nothing of the emulator is loaded into it.
"""

import os
import sys

# This file's own folder comes first; on Lambda that is the function's.
sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]

import json

from power_tuner_runtime.client import RuntimeClient
from power_tuner_runtime.context import Context
from power_tuner_runtime.decimals import encode_decimal
from power_tuner_runtime.errors import RuntimeFailure, error_payload, log_error
from power_tuner_runtime.load_handler import load_handler
from power_tuner_runtime.log import patch_logging


def main():
    client = RuntimeClient(os.environ["AWS_LAMBDA_RUNTIME_API"])
    log = patch_logging()
    handler = load(client)
    while True:
        event = client.next()
        log.aws_request_id = event.request_id
        os.environ["_X_AMZN_TRACE_ID"] = event.headers.get("lambda-runtime-trace-id", "")
        run_event(handler, event, client)


def load(client):
    try:
        return load_handler(os.environ["_HANDLER"])
    except Exception as error:
        payload = error_payload(error, "")
        log_error(payload)
        client.init_error(payload)
        sys.exit(1)


def run_event(handler, event, client):
    try:
        answer = to_json(handler(parsed(event.body), Context(event)))
        # What was printed without the end of a line.
        sys.stdout.flush()
    except Exception as error:
        payload = error_payload(error, event.request_id)
        log_error(payload)
        client.error(event.request_id, payload)
    else:
        client.response(event.request_id, answer)


def parsed(body):
    try:
        return json.loads(body)
    except ValueError as error:
        raise RuntimeFailure("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None


def to_json(value):
    try:
        return json.dumps(value, ensure_ascii=False, default=encode_decimal).encode("utf-8")
    except (TypeError, ValueError, OverflowError) as error:
        raise RuntimeFailure("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


main()
