"""What an account on a peer holds, and the few things that are done to it beside tuning. Prints JSON.

    account.py resources                 names of all that the account holds, by kind
    account.py template <name>           the template of a stack
    account.py delete-stack <name>       deletes a stack and waits until it is gone
    account.py put-event <json>          sends an event to the default bus, whatever its source
    account.py messages <queue>          takes all messages out of a queue: their bodies
"""

import json
import sys

import boto3


def resources():
    """By kind, sorted: two of these can be compared."""

    def names(service, operation, items, name):
        pages = boto3.client(service).get_paginator(operation).paginate()
        return sorted(item[name] for page in pages for item in page[items])

    functions = names("lambda", "list_functions", "Functions", "FunctionName")
    buckets = sorted(bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"])
    return {
        "functions": functions,
        "versions": sorted(arn for function in functions for arn in versions_of(function)),
        "state machines": names("stepfunctions", "list_state_machines", "stateMachines", "name"),
        "log groups": names("logs", "describe_log_groups", "logGroups", "logGroupName"),
        "rules": sorted(rule["Name"] for rule in boto3.client("events").list_rules()["Rules"]),
        "roles": names("iam", "list_roles", "Roles", "RoleName"),
        "buckets": buckets,
        "objects": sorted(key for bucket in buckets for key in objects_in(bucket)),
        "stacks": sorted(
            stack["StackName"] for stack in boto3.client("cloudformation").describe_stacks()["Stacks"]
        ),
    }


def versions_of(function):
    pages = boto3.client("lambda").get_paginator("list_versions_by_function").paginate(FunctionName=function)
    numbers = [version["Version"] for page in pages for version in page["Versions"]]
    return [f"{function}:{number}" for number in numbers if number != "$LATEST"]


def objects_in(bucket):
    # What the CDK CLI deploys from stays there.
    if bucket.startswith("cdk-"):
        return []
    pages = boto3.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return [f"{bucket}/{item['Key']}" for page in pages for item in page.get("Contents", [])]


def template(name):
    body = boto3.client("cloudformation").get_template(StackName=name)["TemplateBody"]
    return json.loads(body) if isinstance(body, str) else body


def delete_stack(name):
    formation = boto3.client("cloudformation")
    formation.delete_stack(StackName=name)
    formation.get_waiter("stack_delete_complete").wait(
        StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
    )


def put_event(event):
    answer = boto3.client("events").put_events(Entries=[json.loads(event)])
    if answer["FailedEntryCount"] > 0:
        raise RuntimeError(f"the event was refused: {answer['Entries']}")


def messages(queue):
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    bodies = []
    while True:
        received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        if not received:
            return bodies
        for message in received:
            bodies.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


COMMANDS = {
    "resources": resources,
    "template": template,
    "delete-stack": delete_stack,
    "put-event": put_event,
    "messages": messages,
}

if __name__ == "__main__":
    json.dump(COMMANDS[sys.argv[1]](*sys.argv[2:]), sys.stdout)
