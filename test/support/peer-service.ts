import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { connect, destroy, type Service } from './backend.ts';
import { stateMachines } from './state-machine.ts';
import { topicsOn } from './topics.ts';

const REGION = 'us-east-1';
const ACCOUNT_ID = '000000000000';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT_ID}:role/contract`;
const BUCKET = 'contract';

/** An emulator that others wrote, which already answers at POWER_TUNER_CONTRACT_ENDPOINT. */
export async function connectPeer(environment: NodeJS.ProcessEnv): Promise<Service> {
  const { POWER_TUNER_CONTRACT_ENDPOINT: endpoint } = environment;
  if (endpoint === undefined) {
    throw new Error('the contract suite on a peer needs POWER_TUNER_CONTRACT_ENDPOINT, its http:// address');
  }
  const clients = connect(endpoint, REGION);
  // One that is there already is given back, in this region.
  await clients.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const { createTopic, deleteTopics } = topicsOn(clients.sns);
  const { createStateMachine, deleteStateMachines } = stateMachines(clients.states, ROLE_ARN);
  return {
    ...clients,
    region: REGION,
    accountId: ACCOUNT_ID,
    roleArn: ROLE_ARN,
    bucket: BUCKET,
    createStateMachine,
    createTopic,
    async stop() {
      await deleteTopics();
      await deleteStateMachines();
      destroy(clients);
    },
  };
}
