import type { Deviation } from './deviations.ts';

/**
 * MiniStack 1.4.21, all that keeps the deployed stack from doing there what it does on AWS. As in deviations.ts,
 * a test that is named here has to fail; one that passes means that the peer learned it, and the row goes.
 */
export const DEPLOYMENT_DEVIATIONS: readonly (Deviation & Required<Pick<Deviation, 'coveredBy'>>)[] = [
  {
    reason:
      'Lambda tells the function and its caller one request id; MiniStack makes one for each. The stages get to MiniStack through scripts/peer/request-ids.ts, which gives the caller that of the report line',
    failure: /^AssertionError: expected '[0-9a-f-]{36}' to be '[0-9a-f-]{36}'/,
    tests: {
      ground: ['an invocation has the same request id for its caller and for the function'],
    },
    coveredBy:
      'test/contract/invoke.test.ts > gives the log with its report line, for the request that it names',
  },
  {
    reason:
      "Lambda starts new environments after any update of the configuration; MiniStack keeps a function's process where the update changes the description only, and runs one invocation after the other",
    failure: /^AssertionError: expected 1 to be 5/,
    tests: {
      'cold-starts': [
        'come as often as they are asked for, since the probe is given new environments in between',
      ],
    },
    coveredBy:
      'test/e2e/cold-starts.test.ts > come as often as they are asked for, since an update between bursts retires the environments',
  },
  {
    reason:
      'Step Functions writes into the history what a task is asked before it runs; MiniStack leaves it out. The Cleaner finds its probes in what the state was entered with',
    failure: /^AssertionError: expected \[ undefined \] to deeply equal/,
    tests: { ground: ['the history has what each task was asked'] },
    coveredBy:
      "test/lib/emulator/states/service.test.ts > writes a history in AWS's shape, with what each task was asked before it ran",
  },
  {
    reason:
      'Step Functions writes the states inside of a Map into the history; MiniStack does not, so that the command can show no candidate as it is measured',
    failure: /^AssertionError: expected '[\s\S]*' to match \/x86_64-128: measured\//,
    tests: { ground: ['the history has the states inside of a Map, which `power-tuner tune` shows'] },
    coveredBy: 'test/e2e/command-line.test.ts > follows the execution through the API and prints the same',
  },
  {
    reason:
      'Step Functions sends an event when the status of an execution changes; MiniStack sends none. The same event, sent by hand, starts the Cleaner through the rule',
    failure: /^AssertionError: probes: expected \[/,
    tests: { stopping: ['loses its probes without anybody doing anything'] },
    coveredBy: 'test/e2e/failures.test.ts > deletes its probes when the execution is aborted in the middle',
  },
  {
    reason: 'a Map has Catch; MiniStack ignores it there, and ends the execution without the Cleaner',
    failure: /^AssertionError: probes: expected \[/,
    tests: { failures: ['leaves no probe when a stage fails while candidates are measured'] },
    coveredBy:
      'test/e2e/processors.test.ts > fails when a processor fails, with the processor named, and leaves no probe',
  },
  {
    reason: "Lambda gives an error's own name; MiniStack calls every error Runtime.HandlerError",
    failure: /^AssertionError: expected 'Runtime\.HandlerError' to be 'InvalidInput'/,
    tests: { failures: ['fails with the name of the error'] },
    coveredBy:
      'test/e2e/failures.test.ts > refuses a bad strategy and sizes before anything is created or invoked, with all problems',
  },
  {
    reason:
      'a Fail state takes error and cause by ErrorPath and CausePath; MiniStack ignores them and answers with States.Fail and nothing',
    failure: /^AssertionError: expected 'States\.Fail' to be 'Runtime\.HandlerError'/,
    tests: { failures: ['has error and cause of the stage that failed as its own'] },
    coveredBy:
      'test/e2e/failures.test.ts > refuses a bad strategy and sizes before anything is created or invoked, with all problems',
  },
  {
    reason:
      'UpdateFunctionCode takes Architectures; MiniStack ignores it, and the Optimizer fails since the function has not what it gave it',
    failure: /^AssertionError: expected \[ 'x86_64' \] to deeply equal \[ 'arm64' \]/,
    tests: { applying: ['is applied with its architecture'] },
    coveredBy:
      'test/e2e/architectures.test.ts > applies the other architecture, with a layer that was seen to run on both',
  },
  {
    reason: 'IAM keeps a role to what its policies allow; MiniStack enforces none',
    failure: /^AssertionError: expected 'SUCCEEDED' to be 'FAILED'/,
    tests: { applying: ['is not applied to a function that the stack may not change'] },
    coveredBy: 'test/lib/stack/permissions.test.ts > lets the optimizer change what the prop names',
  },
  {
    reason:
      'CloudFormation deletes a stack that is named by its ARN, as the CDK CLI does; MiniStack does it by its name only',
    failure: /^PeerError: cdk destroy ended with 1: [\s\S]*Failed to destroy PowerTuner/,
    tests: { stack: ['is destroyed by the CDK CLI'] },
    coveredBy: 'scripts/peer/deployment.ts > is deleted by its name, with all that it had',
  },
  {
    reason:
      'CloudFormation leaves what has the DeletionPolicy Retain; MiniStack deletes it with its stack, and what is in it',
    failure:
      /^AssertionError \[ERR_ASSERTION\]: Expected values to be strictly deep-equal:\n\+ actual - expected/,
    tests: { stack: ['has left its results where they are'] },
    coveredBy:
      'test/lib/stack/power-tuner.test.ts > are kept in a bucket of the stack’s own: private, encrypted, by HTTPS only, and not deleted with it',
  },
];
