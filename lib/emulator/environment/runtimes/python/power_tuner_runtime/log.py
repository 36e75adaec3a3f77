"""The `logging` module in Lambda's text format."""

import logging
import sys
import time


class RequestFilter(logging.Filter):
    """Tells each record of which event it is; of none during INIT."""

    aws_request_id = ""

    def filter(self, record):
        record.aws_request_id = self.aws_request_id
        return True


class FlushingHandler(logging.Handler):
    """Writes to whatever standard output is at that moment, as print does, and in one order with it."""

    def emit(self, record):
        sys.stdout.write(self.format(record))
        sys.stdout.flush()


def patch_logging():
    """Gives the root logger Lambda's handler, and standard output back line by line."""
    sys.stdout.reconfigure(line_buffering=True)
    request = RequestFilter()
    handler = FlushingHandler()
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(request)
    logging.getLogger().addHandler(handler)
    return request
