import * as z from 'zod';

/** What scripts/peer/deployment.ts tells the tests of the stack that it deployed. */
const deploymentFactsSchema = z.object({
  endpoint: z.url(),
  region: z.string(),
  accountId: z.string(),
  /** A Python that has boto3. */
  python: z.string(),
  stateMachineArn: z.string(),
  /** The stack's own. */
  resultsBucket: z.string(),
});
export type DeploymentFacts = z.output<typeof deploymentFactsSchema>;

const VARIABLE = 'POWER_TUNER_DEPLOYMENT';

/** The facts as the environment of the tests holds them. */
export function toVariable(facts: DeploymentFacts): Readonly<Record<string, string>> {
  return { [VARIABLE]: JSON.stringify(facts) };
}

export function deploymentFacts(): DeploymentFacts {
  return deploymentFactsSchema.parse(JSON.parse(process.env[VARIABLE] ?? 'null'));
}

/** The stack, as bin/cdk-app.ts and app.ts name it. */
export const STACK = 'PowerTuner';

/** The function that the stack's own schedule tunes, and the schedule's name. */
export const SCHEDULED = 'stack-scheduled';
/** Where the events of runs are heard. */
export const SEEN_QUEUE = 'power-tuner-seen';

/** Region and account of a peer. */
export const PLACE = { region: 'us-east-1', accountId: '000000000000' } as const;

/** The only function that the deployed Optimizer may change. */
export const OPTIMIZABLE = 'optimizable';
/** Where the deployed stages may read payloads. */
export const PAYLOAD_BUCKET = 'payloads';

/** The only function that the deployed stack may measure in place. */
export const IN_PLACE = 'in-place';

const arnOf = (functionName: string) =>
  `arn:aws:lambda:${PLACE.region}:${PLACE.accountId}:function:${functionName}`;

/** What the stack is deployed with, as the CDK CLI's `--context` takes it. */
export const CONTEXT = {
  optimizable: arnOf(OPTIMIZABLE),
  inPlaceTargets: arnOf(IN_PLACE),
  payloadBucket: PAYLOAD_BUCKET,
} as const;

/** What a command needs to find a peer: its address, and credentials that nothing checks. */
export function environmentFor(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: PLACE.region,
    AWS_DEFAULT_REGION: PLACE.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
