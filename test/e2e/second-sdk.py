"""Uses the endpoint as any program does that was written for AWS; prints what it saw as JSON."""

import base64
import io
import json
import sys
import time
import zipfile

import boto3
from botocore.config import Config

ROLE = "arn:aws:iam::000000000000:role/target"
STATE_MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:power-tuner"


def client(service, endpoint):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(proxies={}),
    )


def package(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return buffer.getvalue()


def create(functions, name, code, memory):
    functions.create_function(
        FunctionName=name,
        Runtime="nodejs24.x",
        Handler="index.handler",
        Role=ROLE,
        MemorySize=memory,
        Timeout=10,
        Code={"ZipFile": code},
    )
    functions.get_waiter("function_active_v2").wait(FunctionName=name)


def invoke(functions, event):
    return functions.invoke(FunctionName="orders", LogType="Tail", Payload=json.dumps(event))


def refused(functions):
    try:
        functions.get_function(FunctionName="nobody")
    except functions.exceptions.ResourceNotFoundException as error:
        return error.response["Error"]["Code"]
    return None


def tune(machine):
    arn = machine.start_execution(
        stateMachineArn=STATE_MACHINE,
        input=json.dumps({"lambdaARN": "replayed", "num": 5, "powerValues": [128, 256]}),
    )["executionArn"]
    while True:
        execution = machine.describe_execution(executionArn=arn)
        if execution["status"] != "RUNNING":
            return execution
        time.sleep(0.1)


def curve():
    points = [
        {"memoryMB": 128, "durationsMs": [900.0] * 5},
        {"memoryMB": 256, "durationsMs": [300.0] * 5},
    ]
    measured = {"function": "test", "source": "written for a test", "points": points}
    return json.dumps({"curves": {"x86_64": measured}, "pace": "instant"})


def main(endpoint):
    functions = client("lambda", endpoint)
    handler = """export const handler = async ({ n }) => {
      if (n === undefined) throw new RangeError('no n');
      return { doubled: 2 * n };
    };"""
    create(functions, "orders", package(index__mjs=handler), 256)
    create(functions, "replayed", package(replay__json=curve()), 128)
    good = invoke(functions, {"n": 21})
    bad = invoke(functions, {})
    execution = tune(client("stepfunctions", endpoint))
    log = base64.b64decode(good["LogResult"]).decode()
    names = [one["FunctionName"] for one in functions.list_functions()["Functions"]]
    print(
        json.dumps(
            {
                "answer": json.load(good["Payload"]),
                "functionError": bad.get("FunctionError"),
                "report": next(line for line in log.splitlines() if line.startswith("REPORT")),
                "listed": sorted(names),
                "notFound": refused(functions),
                "status": execution["status"],
                "power": json.loads(execution.get("output", "{}")).get("power"),
                "cause": execution.get("cause"),
            }
        )
    )


main(sys.argv[1])
