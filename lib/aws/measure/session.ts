import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Plan, Work } from '../../contract/index.ts';
import type { LaterS3 } from '../clients/later.ts';
import type { MeasuredFunction } from '../measured-function.ts';
import type { Payloads } from '../payload.ts';

/** All that measuring one candidate needs. */
export interface Session {
  readonly plan: Plan;
  readonly work: Work;
  readonly payloads: Payloads;
  readonly measured: MeasuredFunction;
  /** For Invoke of the probe. */
  readonly invoker: LambdaClient;
  /** For Invoke of a pre- or post-processor, which may be of another region and take its own time. */
  readonly processorInvoker: (functionArn: string) => LambdaClient;
  /** For raw samples. */
  readonly s3: LaterS3;
  /** How long this stage may still run, in ms. */
  readonly remainingMs: () => number;
  readonly now: () => Date;
  /** Ends the stage early: the execution is over, or the deadline has come. */
  readonly signal?: AbortSignal | undefined;
  /** @throws ExecutionStopped */
  readonly assertRunning: () => Promise<void>;
}
