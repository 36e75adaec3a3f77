import middy from '@middy/core';
import { logStage } from './log-stage.ts';
import type { StageContext, StageEnvironment } from './stage-context.ts';

/** A stage's handler: its business, wrapped in what all stages have in common. */
export function stage<Event, Result>(
  name: string,
  environment: StageEnvironment,
  business: (event: Event, context: StageContext) => Promise<Result> | Result,
): (event: Event, context: StageContext) => Promise<Result> {
  // Lambda's own timeout is the end: ending a little earlier would leave the handler running in a sandbox
  // that is used again, and the state machine with an error that it doesn't know.
  const handler = middy<Event, Result>({ timeoutEarlyInMillis: 0 })
    .use(logStage(name, environment.log))
    .handler((event, context) => business(event, context as StageContext) as Promise<Result>);
  return handler as unknown as (event: Event, context: StageContext) => Promise<Result>;
}
