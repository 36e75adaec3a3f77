import type { Context } from 'aws-lambda';
import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { laterS3 } from '../../lib/aws/clients/later.ts';
import { scheduler } from '../../lib/aws/clients/scheduler.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { bucketStore, latestIn } from '../../lib/aws/kept-results.ts';
import { type Due, putOff } from '../../lib/aws/retune/put-off.ts';
import type { RetuneSettings } from '../../lib/aws/retune/settings.ts';
import { type Retuned, whenDue } from '../../lib/aws/retune/when-due.ts';
import { parseFunctionReference, withoutQualifier } from '../../lib/contract/index.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Of a minute that a call has: what can't be read in time keeps nobody from being tuned. */
const LONGEST_LOOKING_MS = 20_000;

/** What the rule on deployments sends: the ARN of the function that was changed. */
export interface Deployed {
  readonly deployed: string;
}

/**
 * Tunes functions after their deployment. A deployment puts off, by a schedule, what is done when nothing more has
 * been deployed for a while.
 */
export function createHandler(environment: StageEnvironment, settings: RetuneSettings) {
  const { connection, log } = environment;
  const clients = {
    scheduler: scheduler(connection),
    states: states(connection),
    lambda: byRegion((region) => controlPlane(connection, region)),
    s3: laterS3(connection),
  };
  const { resultsBucket } = settings;
  const latest = async (functionArn: string) => {
    if (resultsBucket === undefined) return undefined;
    const client = await clients.s3();
    const signal = AbortSignal.timeout(LONGEST_LOOKING_MS);
    const store = bucketStore(client, resultsBucket, signal);
    const { found, unreadable } = await latestIn(store, functionArn, signal);
    if (found === undefined && unreadable.length > 0) throw unreadable[0];
    return found?.result;
  };
  return async (
    event: Deployed | Due,
    { invokedFunctionArn: retunerArn }: Pick<Context, 'invokedFunctionArn'>,
  ): Promise<Due | Retuned> => {
    const now = environment.now?.() ?? new Date();
    if ('deployed' in event) {
      // CloudTrail may name it with $LATEST.
      const due = await putOff(clients.scheduler, withoutQualifier(event.deployed), settings, {
        retunerArn,
        now,
      });
      log.info('Retuner put a function off', { ...due });
      return due;
    }
    const { region } = parseFunctionReference(event.due) ?? {};
    const lambda = clients.lambda(region);
    const outcome = await whenDue({ lambda, states: clients.states, latest }, event, settings, now);
    log.info('Retuner looked at a function', { ...event, ...outcome });
    return outcome;
  };
}
