import type { EventOutcome, TuningEvent } from '../contract/index.ts';
import { megabytes } from './numbers.ts';
import { appliedName, onTrial } from './on-trial.ts';
import { runTime } from './past-runs.ts';
import { printable } from './printable.ts';
import { changeInWords } from './since.ts';

/** What a topic's subscribers read. */
export interface EventText {
  /** ASCII, of at most 100 characters: what SNS takes. */
  readonly subject: string;
  readonly message: string;
}

const LONGEST_SUBJECT = 100;
const NOT_IN_SUBJECTS = /[^ -~]/g;

const TITLES: Readonly<Record<EventOutcome, string>> = {
  better: 'a better configuration',
  regressed: 'dearer or slower than before',
  unchanged: 'unchanged',
  failed: 'the run failed',
};

/** An event as a few lines that a person reads: what it is, what changed, what to do, and where to look. */
export function eventText(event: TuningEvent): EventText {
  const { functionName, outcome, region, executionArn } = event;
  const subject = `Power tuning of ${functionName ?? 'a function'}: ${TITLES[outcome]}`;
  const paragraphs = [
    `${subject} (${region})`,
    ...(event.recommendation === undefined ? [] : [event.recommendation.sentence]),
    ...(event.failure === undefined ? [] : [failureIn(event.failure)]),
    ...(event.change === undefined ? [] : [changeIn(event.change, event.before)]),
    ...(event.applied === undefined ? [] : [appliedIn(event.applied)]),
    ...(event.proposal === undefined ? [] : [proposalIn(event.proposal)]),
    ...(event.report === undefined ? [] : [reportIn(event.report)]),
    [
      `Execution: ${executionArn}`,
      ...(event.schedule === undefined ? [] : [`Schedule: ${event.schedule}`]),
    ].join('\n'),
  ];
  return textOf(subject, paragraphs);
}

/** As SNS takes it. */
export function textOf(subject: string, paragraphs: readonly string[]): EventText {
  return {
    subject: subject.replace(NOT_IN_SUBJECTS, '?').slice(0, LONGEST_SUBJECT),
    message: printable(`${paragraphs.join('\n\n')}\n`),
  };
}

/** "AccessDeniedException: not authorized". */
export function failureIn({ error, cause }: NonNullable<TuningEvent['failure']>): string {
  return cause === undefined ? error : `${error}: ${cause}`;
}

function changeIn(change: NonNullable<TuningEvent['change']>, before: TuningEvent['before']): string {
  const run = before === undefined ? 'the run before' : `the run of ${runTime(before.startedAt)} (UTC)`;
  return `Since ${run}, ${changeInWords(change)}.`;
}

function appliedIn(applied: NonNullable<TuningEvent['applied']>): string {
  const { alias, version, canary } = applied;
  if (canary !== undefined) return onTrial({ ...applied, canary });
  const published = alias === undefined ? '' : ` (version ${version}, alias ${alias})`;
  return `Applied: ${appliedName(applied)}${published}.`;
}

function proposalIn(proposal: NonNullable<TuningEvent['proposal']>): string {
  const { memoryMB, architecture, reason, change } = proposal;
  return `Proposed: ${megabytes(memoryMB)} on ${architecture}. Not applied: ${reason}\n${change}`;
}

function reportIn({ location, url, expiresAt }: NonNullable<TuningEvent['report']>): string {
  return url === undefined
    ? `Report: ${location}`
    : `Report: ${url}\n(until ${expiresAt}; it stays at ${location})`;
}
