import type { CanaryEndEvent, CanaryOutcome, CanaryPlan, EndedCanary } from '../contract/index.ts';
import { type EventText, textOf } from './event-text.ts';
import { megabytes } from './numbers.ts';

/** The event at a canary's end. */
export function canaryEventOf(
  plan: CanaryPlan,
  executionArn: string,
  { outcome, reason, endedAt, version, latestPutBack }: EndedCanary & CanaryOutcome,
): CanaryEndEvent {
  const { functionArn, functionName, region, alias, tunedBy } = plan;
  return {
    schemaVersion: 1,
    outcome,
    reason,
    endedAt,
    functionArn,
    functionName,
    region,
    alias,
    executionArn,
    tunedBy,
    old: comparedOf(plan.old),
    new: comparedOf(plan.new),
    ...(version === undefined ? {} : { version }),
    ...(latestPutBack === undefined ? {} : { latestPutBack }),
  };
}

function comparedOf({ version, architecture, memoryMB }: CanaryPlan['old']): CanaryEndEvent['old'] {
  return { version, architecture, memoryMB };
}

const TITLES: Readonly<Record<CanaryOutcome['outcome'], string>> = {
  complete: 'complete',
  back: 'went back',
  moved: 'somebody else moved the alias',
  failed: 'the canary failed',
};

/** The same as a few lines that a person reads. */
export function canaryText(event: CanaryEndEvent): EventText {
  const { functionName, alias, outcome, region, reason, executionArn, tunedBy, version } = event;
  const subject = `Canary of ${functionName}, alias ${alias}: ${TITLES[outcome]}`;
  const now = version === undefined ? [] : [`The alias ${alias} points to version ${version} now.`];
  return textOf(
    subject,
    [
      `${subject} (${region})`,
      `Version ${named(event.new)} beside version ${named(event.old)}: ${reason}.`,
      [...now, ...(event.latestPutBack ? ['$LATEST has the memory size again that it had.'] : [])].join(' '),
      `Execution: ${executionArn}\nTuned by: ${tunedBy}`,
    ].filter((paragraph) => paragraph !== ''),
  );
}

function named({ version, architecture, memoryMB }: CanaryEndEvent['old']): string {
  return `${version} (${megabytes(memoryMB)} on ${architecture})`;
}
