import { laterS3 } from '../../lib/aws/clients/later.ts';
import { timeOf, tried } from '../../lib/aws/in-time.ts';
import { type Audience, sender } from '../../lib/aws/notify.ts';
import type { CanaryOutcome, CanaryPlan, EndedCanary, Warning } from '../../lib/contract/index.ts';
import { canaryEventOf, canaryText } from '../../lib/report/canary-end.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

const LONGEST_KEEPING_MS = 10_000;

type Telling = Pick<StageEnvironment, 'connection' | 'log'> & { readonly now: () => Date };

/**
 * Makes what keeps how a canary ended beside the result of its run, and tells whoever is told of that run. What can't
 * be kept or sent is in the log: an alias is where it is, whoever hears of it.
 */
export function endTeller({ connection, log, now }: Telling, audience: Audience) {
  const send = sender(connection, audience);
  const s3 = laterS3(connection);

  async function keep({ kept }: CanaryPlan, end: CanaryOutcome): Promise<Warning[]> {
    if (kept === undefined) return [];
    const { bucket, key } = kept;
    const what = `the end of the canary could not be kept in the bucket ${bucket}`;
    const time = timeOf(LONGEST_KEEPING_MS, connection.timeScale);
    const result = await tried({ code: 'canary-end-not-kept', what }, time, async () => {
      const { bucketStore } = await import('../../lib/aws/kept-results.ts');
      await bucketStore(await s3(), bucket, time.signal).write(key, `${JSON.stringify(end)}\n`);
    });
    return 'warning' in result ? [result.warning] : [];
  }

  return async (plan: CanaryPlan, executionArn: string, ended: EndedCanary): Promise<void> => {
    const { outcome, reason } = ended;
    const end = { outcome, reason, endedAt: now().toISOString() };
    const warnings = await keep(plan, end);
    if (plan.notify !== 'never') {
      const event = canaryEventOf(plan, executionArn, { ...ended, ...end });
      warnings.push(...(await send({ event, ...canaryText(event) })));
    }
    for (const { code, message } of warnings) log.error(message, { executionArn, code });
  };
}
