import type { Context } from 'aws-lambda';
import type { Connection } from '../../lib/aws/clients/connection.ts';

/** What a stage writes: a sentence and what belongs to it. Never a payload, never the target's environment. */
export interface StageLog {
  info(message: string, extra: Record<string, unknown>): void;
  error(message: string, extra: Record<string, unknown>): void;
}

/** What every stage stands in: where the SDK's clients connect to, and where the log goes. */
export interface StageEnvironment {
  readonly connection: Connection;
  readonly log: StageLog;
  /** The clock by which leftovers are judged; the machine's where absent. */
  readonly now?: () => Date;
}

/** Lambda's context. The local runner adds a signal: there a stage can be told to stop, in AWS it looks itself. */
export type StageContext = Pick<Context, 'getRemainingTimeInMillis' | 'awsRequestId' | 'functionName'> & {
  readonly signal?: AbortSignal;
};
