import { setTimeout as sleep } from 'node:timers/promises';
import { DIGEST_MARGIN_MS, neededMs } from '../../core/budget/needed-time.ts';
import { invoke, reasonOf } from '../invoke.ts';
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
  const mayWait = () => session.remainingMs() > neededMs(plan);
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
          mayWait,
          signal,
        });
  const mayRepeatInit = tally.takeRepeat();
  const time = session.now().toISOString();
  const { functionName, version } = session.measured;
  const sent = replaced ?? original;
  const answer = await invoke(invoker, {
    functionName,
    version,
    payload: sent,
    signal,
    mayWait,
  });
  if (answer.kind === 'not-measurable') {
    tally.setUnmeasurable(answer.reason);
    return;
  }
  if (answer.kind === 'rejected') {
    tally.setBroken(`the probe can't be invoked: ${reasonOf(answer, plan)}`);
    return;
  }
  if (answer.kind === 'lost') {
    tally.add(toLost(reasonOf(answer, plan), { payload, time }, plan.target.timeoutSeconds));
  } else {
    const { allowedExceptions } = plan;
    tally.add(
      toMeasured(answer, { payload, time, sent, mayRepeatInit, allowedExceptions, disablePayloadLogs }),
    );
  }
  await pause(session);
  if (postProcessorARN !== undefined) {
    await runProcessor(processorInvoker(postProcessorARN), {
      role: 'post-processor',
      functionArn: postProcessorARN,
      payload: answer.kind === 'answered' ? answer.payload : 'null',
      context,
      disablePayloadLogs,
      mayWait,
      signal,
    });
  }
}

/** Between invocations in series. Not past this call's time, which the next invocation would not begin in. */
async function pause({ plan, remainingMs, signal }: Session): Promise<void> {
  if (plan.concurrency > 1) return;
  const pauseMs = Math.min(plan.sleepBetweenRunsMs, remainingMs() - DIGEST_MARGIN_MS);
  if (pauseMs > 0) await sleep(pauseMs, undefined, signal ? { signal } : {});
}
