"""Errors as Lambda's callers and its log show them."""

import sys


class RuntimeFailure(Exception):
    """An error of the runtime itself; `error_type` is one of Lambda's `Runtime.…` types."""

    def __init__(self, error_type, message):
        super().__init__(message)
        self.error_type = error_type


def error_payload(error, request_id):
    """A dict of errorMessage, errorType, requestId and stackTrace, in AWS's order."""
    own = isinstance(error, RuntimeFailure)
    return {
        "errorMessage": str(error),
        "errorType": error.error_type if own else type(error).__name__,
        "requestId": request_id,
        "stackTrace": [] if own else stack_trace(error),
    }


def stack_trace(error):
    """From the handler on: the runtime's own frames are left out."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    theirs = [frame for frame in frames if not is_own(frame.filename)]
    return traceback.format_list(theirs)


def is_own(filename):
    return "power_tuner_runtime" in filename or filename == sys.argv[0] or "<frozen importlib" in filename


def log_error(payload):
    title = f"[ERROR] {payload['errorType']}: {payload['errorMessage']}"
    trace = payload["stackTrace"]
    lines = [title, "Traceback (most recent call last):", *trace] if trace else [title]
    sys.stdout.write("\n".join(line.rstrip("\n") for line in lines) + "\n")
    sys.stdout.flush()
