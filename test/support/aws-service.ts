import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { destroy, type Service } from './backend.ts';
import { stateMachines } from './state-machine.ts';
import { topicsOn } from './topics.ts';

const VARIABLES = [
  'POWER_TUNER_CONTRACT_REGION',
  'POWER_TUNER_CONTRACT_ROLE_ARN',
  'POWER_TUNER_CONTRACT_BUCKET',
] as const;

/** More than the SDK's 3: the account shares 15 control-plane requests a second, and the suite sends bursts. */
const MAX_ATTEMPTS = 10;

/**
 * An account on AWS, with the credentials that the SDK finds. Functions and state machines get the role that
 * is given, and objects go into the bucket that is given; they stay there.
 */
export function connectAws(environment: NodeJS.ProcessEnv): Service {
  const [region, roleArn, bucket] = VARIABLES.map((name) => environment[name] ?? '');
  const accountId = /^arn:aws:iam::(\d{12}):role\//.exec(roleArn ?? '')?.[1];
  if (!region || !bucket || !roleArn || accountId === undefined) {
    throw new Error(
      `the contract suite on AWS needs ${VARIABLES.join(', ')}; the role as arn:aws:iam::<account>:role/<name>`,
    );
  }
  const options = { region, maxAttempts: MAX_ATTEMPTS };
  const clients = {
    lambda: new LambdaClient(options),
    s3: new S3Client(options),
    tagging: new ResourceGroupsTaggingAPIClient(options),
    states: new SFNClient(options),
    logs: new CloudWatchLogsClient(options),
    events: new EventBridgeClient(options),
    sns: new SNSClient(options),
    scheduler: new SchedulerClient(options),
  };
  const { createTopic, deleteTopics } = topicsOn(clients.sns);
  const { createStateMachine, deleteStateMachines } = stateMachines(clients.states, roleArn);
  return {
    ...clients,
    region,
    accountId,
    roleArn,
    bucket,
    createStateMachine,
    createTopic,
    async stop() {
      await deleteTopics();
      await deleteStateMachines();
      destroy(clients);
    },
  };
}
