"""The second argument of every handler."""

import json
import os
import time


class Context:
    def __init__(self, event):
        headers = event.headers
        self.aws_request_id = event.request_id
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.client_context = client_context(headers.get("lambda-runtime-client-context"))
        self.identity = Fields({"cognito_identity_id": None, "cognito_identity_pool_id": None})
        self._deadline_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))


class Fields:
    """What a handler reads by attribute."""

    def __init__(self, fields):
        self.__dict__.update(fields)


def client_context(header):
    if header is None:
        return None
    given = json.loads(header)
    client = given.get("client")
    return Fields(
        {
            "custom": given.get("custom"),
            "env": given.get("env"),
            "client": None if client is None else Fields(client),
        }
    )
