"""Drives the emulator with boto3, an SDK that nobody of this project wrote.

Reads POWER_TUNER_ENDPOINT and POWER_TUNER_STATE_MACHINE. Prints one line a check, `ok - …` or `not ok - …`, on
standard output and what went wrong on standard error; ends with 1 if a check failed.
"""

import base64
import io
import json
import os
import platform
import sys
import time
import unittest
import urllib.request
import uuid
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["POWER_TUNER_ENDPOINT"]
STATE_MACHINE = os.environ["POWER_TUNER_STATE_MACHINE"]
ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
EXECUTION_SECONDS = 120

HANDLER = """export const handler = async (event, context) => {
  console.log('a line');
  if (event.fail) throw new TypeError('as asked');
  return { event, memoryMB: context.memoryLimitInMB, greeting: process.env.GREETING };
};
"""


def client(service):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        # An answer that had to be asked for twice is a failure.
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
    )


awslambda, states, s3 = client("lambda"), client("stepfunctions"), client("s3")


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def replayed():
    """A function that is answered for by made-up measurements: 100 ms at 128 MB, half of it at 256 MB."""
    points = [
        {"memoryMB": size, "durationsMs": [12_800 / size], "initMs": [100], "maxMemoryUsedMB": 64}
        for size in (128, 256)
    ]
    curve = {
        "function": "made up",
        "source": "written for a test",
        "dataKind": "made up",
        "description": "test",
        "points": points,
    }
    return {"replay.json": json.dumps({"curves": {ARCHITECTURE: curve}, "pace": "instant"})}


class Boto3(unittest.TestCase):
    """What a caller does, with a function of its own for each check."""

    def create(self, files=None, **more):
        name = f"second-sdk-{uuid.uuid4().hex[:12]}"
        settings = {
            "FunctionName": name,
            "Runtime": "nodejs24.x",
            "Handler": "index.handler",
            "Role": "arn:aws:iam::000000000000:role/second-sdk",
            "Architectures": [ARCHITECTURE],
            "MemorySize": 512,
            "Timeout": 30,
            "Code": {"ZipFile": zipped(files or {"index.mjs": HANDLER})},
        }
        self.created = awslambda.create_function(**{**settings, **more})
        self.addCleanup(self.delete_quietly, name)
        awslambda.get_waiter("function_active_v2").wait(
            FunctionName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )
        return name

    def update(self, name, **changes):
        awslambda.update_function_configuration(FunctionName=name, **changes)
        awslambda.get_waiter("function_updated_v2").wait(
            FunctionName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )

    @staticmethod
    def delete_quietly(name):
        try:
            awslambda.delete_function(FunctionName=name)
        except awslambda.exceptions.ResourceNotFoundException:
            pass

    def test_create_and_get(self):
        """CreateFunction, the waiter function_active_v2, GetFunction with a link to the very code"""
        code = zipped({"index.mjs": HANDLER})
        name = self.create(Code={"ZipFile": code}, Tags={"team": "größe"}, Description="echoes")
        self.assertEqual(self.created["ResponseMetadata"]["HTTPStatusCode"], 201)
        found = awslambda.get_function(FunctionName=name)
        self.assertEqual(found["Configuration"]["State"], "Active")
        self.assertEqual(found["Configuration"]["Description"], "echoes")
        self.assertEqual(found["Configuration"]["MemorySize"], 512)
        self.assertEqual(found["Tags"], {"team": "größe"})
        with urllib.request.urlopen(found["Code"]["Location"]) as response:
            self.assertEqual(response.read(), code)

    def test_invoke(self):
        """Invoke with LogType Tail: the answer, and the log with its report line"""
        name = self.create(Environment={"Variables": {"GREETING": "hello"}})
        invoked = awslambda.invoke(FunctionName=name, LogType="Tail", Payload=b'{"a": [1, "\xc3\xa4"]}')
        self.assertEqual(invoked["StatusCode"], 200)
        self.assertEqual(invoked["ExecutedVersion"], "$LATEST")
        self.assertNotIn("FunctionError", invoked)
        answer = json.loads(invoked["Payload"].read())
        self.assertEqual(answer["event"], {"a": [1, "ä"]})
        self.assertEqual(answer["greeting"], "hello")
        log = base64.b64decode(invoked["LogResult"]).decode()
        self.assertIn("a line", log)
        self.assertRegex(
            log,
            r"REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\t"
            r"Memory Size: 512 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms",
        )

    def test_function_error(self):
        """Invoke of a function that throws: FunctionError, and the error as the payload"""
        name = self.create()
        invoked = awslambda.invoke(FunctionName=name, Payload=json.dumps({"fail": True}))
        self.assertEqual((invoked["StatusCode"], invoked["FunctionError"]), (200, "Unhandled"))
        error = json.loads(invoked["Payload"].read())
        self.assertEqual((error["errorType"], error["errorMessage"]), ("TypeError", "as asked"))

    def test_update(self):
        """UpdateFunctionConfiguration, the waiter function_updated_v2, UpdateFunctionCode"""
        name = self.create()
        self.update(name, MemorySize=1024, Environment={"Variables": {"GREETING": "changed"}})
        invoked = json.loads(awslambda.invoke(FunctionName=name)["Payload"].read())
        self.assertEqual((int(invoked["memoryMB"]), invoked["greeting"]), (1024, "changed"))
        awslambda.update_function_code(
            FunctionName=name, ZipFile=zipped({"index.mjs": "export const handler = async () => 'new';\n"})
        )
        awslambda.get_waiter("function_updated_v2").wait(
            FunctionName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )
        self.assertEqual(awslambda.invoke(FunctionName=name)["Payload"].read(), b'"new"')

    def test_versions(self):
        """PublishVersion, the waiter published_version_active, ListVersionsByFunction by pages"""
        name = self.create()
        first = awslambda.publish_version(FunctionName=name, Description="first")
        awslambda.get_waiter("published_version_active").wait(
            FunctionName=name, Qualifier="1", WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )
        self.assertEqual(awslambda.publish_version(FunctionName=name)["RevisionId"], first["RevisionId"])
        self.update(name, Description="changed")
        self.assertEqual(awslambda.publish_version(FunctionName=name)["Version"], "2")
        pages = awslambda.get_paginator("list_versions_by_function").paginate(
            FunctionName=name, PaginationConfig={"PageSize": 2}
        )
        versions = [[version["Version"] for version in page["Versions"]] for page in pages]
        self.assertEqual(versions, [["$LATEST", "1"], ["2"]])

    def test_aliases(self):
        """CreateAlias, UpdateAlias, Invoke through the alias, DeleteAlias"""
        name = self.create(Publish=True)
        alias = {"FunctionName": name, "Name": "live"}
        created = awslambda.create_alias(**alias, FunctionVersion="1")
        self.assertTrue(created["AliasArn"].endswith(f":function:{name}:live"))
        invoked = awslambda.invoke(FunctionName=name, Qualifier="live")
        self.assertEqual(invoked["ExecutedVersion"], "1")
        awslambda.update_alias(**alias, FunctionVersion="$LATEST")
        self.assertEqual(awslambda.get_alias(**alias)["FunctionVersion"], "$LATEST")
        awslambda.delete_alias(**alias)
        with self.assertRaises(awslambda.exceptions.ResourceNotFoundException):
            awslambda.get_alias(**alias)

    def test_refusals(self):
        """refusals come as the SDK's own exceptions, with code and status"""
        name = self.create()
        with self.assertRaises(awslambda.exceptions.ResourceNotFoundException):
            awslambda.get_function(FunctionName="nothing-here")
        with self.assertRaises(awslambda.exceptions.PreconditionFailedException):
            awslambda.update_function_configuration(
                FunctionName=name, MemorySize=256, RevisionId="00000000-0000-4000-8000-000000000000"
            )
        with self.assertRaises(ClientError) as refused:
            awslambda.update_function_configuration(FunctionName=name, MemorySize=40_000)
        self.assertEqual(refused.exception.response["Error"]["Code"], "ValidationException")
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_tags(self):
        """TagResource, ListTags, UntagResource"""
        self.create(Tags={"team": "a"})
        arn = self.created["FunctionArn"]
        awslambda.tag_resource(Resource=arn, Tags={"stage": "test"})
        awslambda.untag_resource(Resource=arn, TagKeys=["team"])
        self.assertEqual(awslambda.list_tags(Resource=arn)["Tags"], {"stage": "test"})

    def test_delete(self):
        """DeleteFunction, after which the function is gone from ListFunctions too"""
        name = self.create()
        self.assertIn(name, self.listed())
        awslambda.delete_function(FunctionName=name)
        self.assertNotIn(name, self.listed())

    @staticmethod
    def listed():
        pages = awslambda.get_paginator("list_functions").paginate()
        return [function["FunctionName"] for page in pages for function in page["Functions"]]

    def test_objects(self):
        """PutObject, GetObject and DeleteObject of S3"""
        place = {"Bucket": "second-sdk", "Key": "deep/größe.json"}
        s3.put_object(**place, Body=b'{"a": 1}')
        self.assertEqual(s3.get_object(**place)["Body"].read(), b'{"a": 1}')
        s3.delete_object(**place)
        with self.assertRaises(s3.exceptions.NoSuchKey):
            s3.get_object(**place)

    def test_execution(self):
        """StartExecution, DescribeExecution, GetExecutionHistory: a function is tuned"""
        name = self.create(replayed(), MemorySize=128)
        tuning = {"lambdaARN": name, "powerValues": [128, 256], "num": 5, "strategy": "speed"}
        execution = states.start_execution(stateMachineArn=STATE_MACHINE, input=json.dumps(tuning))
        arn = execution["executionArn"]
        described = self.ended(arn)
        self.assertEqual(described["status"], "SUCCEEDED", described.get("cause"))
        output = json.loads(described["output"])
        self.assertEqual((output["power"], round(output["duration"], 6)), (256, 50.0))
        pages = states.get_paginator("get_execution_history").paginate(executionArn=arn)
        kinds = [event["type"] for page in pages for event in page["events"]]
        self.assertEqual((kinds[0], kinds[-1]), ("ExecutionStarted", "ExecutionSucceeded"))

    def test_failed_execution(self):
        """DescribeExecution of a failed execution: status, error and cause"""
        tuning = {"lambdaARN": "nothing-here", "num": 5}
        execution = states.start_execution(stateMachineArn=STATE_MACHINE, input=json.dumps(tuning))
        described = self.ended(execution["executionArn"])
        self.assertEqual(described["status"], "FAILED")
        self.assertTrue(described["error"])
        self.assertIn("nothing-here", described["cause"])

    @staticmethod
    def ended(arn):
        give_up = time.monotonic() + EXECUTION_SECONDS
        while True:
            described = states.describe_execution(executionArn=arn)
            if described["status"] != "RUNNING":
                return described
            if time.monotonic() > give_up:
                raise TimeoutError(f"{arn} still runs after {EXECUTION_SECONDS} s")
            time.sleep(0.1)


class Lines(unittest.TestResult):
    """One line a check; what went wrong goes to standard error."""

    def addSuccess(self, test):
        super().addSuccess(test)
        print(f"ok - boto3: {test.shortDescription()}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.report(test, self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.report(test, self.errors[-1][1])

    @staticmethod
    def report(test, trace):
        print(f"not ok - boto3: {test.shortDescription() or test}")
        print(trace, file=sys.stderr)


if __name__ == "__main__":
    result = Lines()
    unittest.defaultTestLoader.loadTestsFromTestCase(Boto3).run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
