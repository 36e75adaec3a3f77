import type { MiddlewareObj } from '@middy/core';
import type { StageLog } from './stage-context.ts';

/** Where in an event or a plan the execution is named. */
interface NamesExecution {
  readonly executionArn?: string;
  readonly plan?: { readonly executionArn: string };
}

/** Logs that a stage began, ended or failed, and of which execution; of the event nothing else. */
export function logStage(stage: string, log: StageLog): MiddlewareObj {
  const executionOf = (event: unknown) => {
    const { executionArn, plan } = (event ?? {}) as NamesExecution;
    return { executionArn: executionArn ?? plan?.executionArn };
  };
  return {
    before: ({ event }) => log.info(`${stage} began`, executionOf(event)),
    after: ({ event }) => log.info(`${stage} ended`, executionOf(event)),
    onError: ({ event, error }) =>
      log.error(`${stage} failed`, {
        ...executionOf(event),
        errorName: error?.name,
        errorMessage: error?.message,
      }),
  };
}
