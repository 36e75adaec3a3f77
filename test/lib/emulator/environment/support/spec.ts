import { randomUUID } from 'node:crypto';
import type {
  FunctionSpec,
  Invocation,
  Outcome,
} from '../../../../../lib/emulator/environment/execution-environment.ts';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';

export const ARCHITECTURE_HERE = process.arch === 'arm64' ? 'arm64' : 'x86_64';

export function specOf(changes: Partial<FunctionSpec> & Pick<FunctionSpec, 'codeDir'>): FunctionSpec {
  return {
    functionName: 'orders',
    version: '$LATEST',
    functionArn: ARN,
    region: 'eu-west-1',
    accountId: '123456789012',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    architecture: ARCHITECTURE_HERE,
    memoryMB: 1769,
    timeoutSeconds: 10,
    ephemeralStorageMB: 512,
    environment: {},
    logGroup: '/aws/lambda/orders',
    layerDirs: [],
    ...changes,
  };
}

export function invocationOf(event: unknown = {}, clientContext?: unknown): Invocation {
  return {
    requestId: randomUUID(),
    payload: Buffer.from(JSON.stringify(event)),
    invokedFunctionArn: `${ARN}:live`,
    ...(clientContext === undefined ? {} : { clientContext: JSON.stringify(clientContext) }),
  };
}

export function answerOf(outcome: Outcome): unknown {
  return JSON.parse(Buffer.from(outcome.payload).toString());
}
