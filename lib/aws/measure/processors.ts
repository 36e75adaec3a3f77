import type { LambdaClient } from '@aws-sdk/client-lambda';
import { ProcessorFailed } from '../../contract/index.ts';
import { invoke, reasonOf } from '../invoke.ts';

/** What a processor is told of the invocation that it serves, as `clientContext.custom`. */
export interface ProcessorContext {
  /** 0 for the candidate's first invocation. */
  readonly index: number;
  readonly memoryMB: number;
  readonly architecture: string;
}

export interface ProcessorCall {
  readonly role: 'pre-processor' | 'post-processor';
  readonly functionArn: string;
  readonly payload: string;
  readonly context: ProcessorContext;
  readonly disablePayloadLogs: boolean;
  /** Whether there is time to go on waiting for what Lambda refuses for now. */
  readonly mayWait: () => boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Invokes a pre- or post-processor.
 * @returns its output, or undefined where it is empty (nothing, `null` or an empty string).
 * @throws ProcessorFailed
 */
export async function runProcessor(lambda: LambdaClient, call: ProcessorCall): Promise<string | undefined> {
  const answer = await invoke(lambda, {
    functionName: call.functionArn,
    payload: call.payload,
    clientContext: { custom: call.context },
    signal: call.signal,
    mayWait: call.mayWait,
  });
  if (answer.kind !== 'answered') throw failed(call, reasonOf(answer, call));
  if (answer.functionError)
    throw failed(call, call.disablePayloadLogs ? 'it ended with an error' : answer.payload);
  return ['', 'null', '""'].includes(answer.payload.trim()) ? undefined : answer.payload;
}

function failed(call: ProcessorCall, reason: string): ProcessorFailed {
  const { index, memoryMB, architecture } = call.context;
  return new ProcessorFailed(
    `the ${call.role} ${call.functionArn} failed at invocation ${index} of ${memoryMB} MB on ${architecture}: ${reason.slice(0, 500)}. It must succeed every time, and be in the stack's list of processors`,
  );
}
