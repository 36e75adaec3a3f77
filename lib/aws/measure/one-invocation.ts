import { setTimeout as sleep } from 'node:timers/promises';
import { neededMs } from '../../core/budget/needed-time.ts';
import { invoke } from '../invoke.ts';
import { toLost, toMeasured } from './outcome.ts';
import { runProcessor } from './processors.ts';
import type { Session } from './session.ts';
import type { Tally } from './tally.ts';

/**
 * One invocation with all that the input puts around it: pre-processor, probe, pause, post-processor.
 * @param index counts the candidate's invocations from 0
 * @param payload which of the payloads
 * @throws ProcessorFailed
 */
export async function oneInvocation(
  session: Session,
  tally: Tally,
  index: number,
  payload: number,
): Promise<void> {
  const { plan, work, payloads, invoker, processorInvoker, signal } = session;
  const { preProcessorARN, postProcessorARN, disablePayloadLogs } = plan;
  const context = { index, memoryMB: work.memoryMB, architecture: work.architecture };
  const original = payloads.texts[payload] ?? '{}';
  const replaced =
    preProcessorARN === undefined
      ? undefined
      : await runProcessor(processorInvoker(preProcessorARN), {
          role: 'pre-processor',
          functionArn: preProcessorARN,
          payload: original,
          context,
          disablePayloadLogs,
          signal,
        });
  const mayRepeatInit = tally.takeRepeat();
  const time = session.now().toISOString();
  const { functionName, version } = session.measured;
  const answer = await invoke(invoker, {
    functionName,
    version,
    payload: replaced ?? original,
    signal,
    mayWait: () => session.remainingMs() > neededMs(plan),
  });
  if (answer.kind === 'not-measurable') {
    tally.setUnmeasurable(answer.reason);
    return;
  }
  if (answer.kind === 'rejected') {
    tally.setBroken(
      `the probe can't be invoked: ${disablePayloadLogs ? 'Lambda refused the invocation' : answer.reason}`,
    );
    return;
  }
  if (answer.kind === 'lost') {
    tally.add(toLost(answer.reason, { payload, time }, plan.target.timeoutSeconds));
  } else {
    const { allowedExceptions } = plan;
    tally.add(toMeasured(answer, { payload, time, mayRepeatInit, allowedExceptions, disablePayloadLogs }));
  }
  const inSeries = plan.concurrency === 1;
  if (inSeries && plan.sleepBetweenRunsMs > 0) {
    await sleep(plan.sleepBetweenRunsMs, undefined, signal ? { signal } : {});
  }
  if (postProcessorARN !== undefined) {
    await runProcessor(processorInvoker(postProcessorARN), {
      role: 'post-processor',
      functionArn: postProcessorARN,
      payload: answer.kind === 'answered' ? answer.payload : 'null',
      context,
      disablePayloadLogs,
      signal,
    });
  }
}
