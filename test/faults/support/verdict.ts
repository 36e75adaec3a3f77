import type { CandidateResult, TuningResult } from '../../../lib/contract/index.ts';
import type { ApiCall } from '../../../lib/emulator/emulator.ts';
import { appliedProblems } from './applied.ts';
import type { FaultCase } from './cases.ts';
import { errorProblems } from './error-text.ts';
import type { EndedRun } from './lane.ts';
import { NUM, type Scenario } from './scenarios.ts';
import { PROCESSORS } from './target.ts';
import { isSame } from './target-changes.ts';

/** Everything that a disturbed run must not have done, a sentence each; none where all is well. */
export function problemsOf(one: FaultCase, run: EndedRun): string[] {
  return [
    ...statusProblems(one, run),
    ...paymentProblems(one.scenario, run),
    ...(one.scenario.alias === undefined
      ? targetProblems(one.scenario, run)
      : appliedProblems(one.scenario, run)),
    ...run.left.map((name) => `${name} is left after the sweep`),
  ];
}

/** All that was asked for came, as if nothing had happened. */
export function isComplete({ status, result }: EndedRun): boolean {
  return status === 'SUCCEEDED' && result !== undefined && result.candidates.every(hasAllSamples);
}

function hasAllSamples({ status, failures, ...candidate }: CandidateResult): boolean {
  return status === 'measured' && failures.length === 0 && samplesOf(candidate) >= NUM;
}

function samplesOf({ warm, cold }: Pick<CandidateResult, 'warm' | 'cold'>): number {
  return (warm?.durationMs.mean.n ?? 0) + (cold?.latencyMs.mean.n ?? 0);
}

function statusProblems(one: FaultCase, run: EndedRun): string[] {
  const { kind, action } = one;
  if (run.status === 'FAILED') {
    const mustSurvive = kind.passes && action !== 'Invoke';
    return [
      ...(mustSurvive
        ? [`it failed for good, with ${run.error}: ${run.cause}, though "${kind.name}" passes`]
        : []),
      ...errorProblems(one, run, [run.functionName, run.executionArn]),
    ];
  }
  if (run.status !== 'SUCCEEDED' || run.result === undefined) return [`its status is ${run.status}`];
  const mustBeComplete = kind.passes && (action !== 'Invoke' || kind.name.startsWith('throttled'));
  if (mustBeComplete && !isComplete(run)) {
    return [`samples are missing, though "${kind.name}" passes: ${describeCandidates(run.result)}`];
  }
  return run.result.candidates.flatMap((candidate) => unexplained(candidate, run.result as TuningResult));
}

/** Samples that are missing without a word. */
function unexplained(candidate: CandidateResult, { warnings }: TuningResult): string[] {
  const { architecture, memoryMB, status, reason, failures } = candidate;
  const name = `${architecture}-${memoryMB}`;
  if (status !== 'measured') return reason === undefined ? [`${name} is ${status} without a reason`] : [];
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  const stated = warnings.some(({ message }) => message.includes(String(memoryMB)));
  if (samplesOf(candidate) + failed >= NUM || stated) return [];
  return [
    `${name} has ${samplesOf(candidate)} samples and ${failed} failures of ${NUM}, and nothing says why`,
  ];
}

function describeCandidates({ candidates }: TuningResult): string {
  return candidates
    .map(
      (one) =>
        `${one.architecture}-${one.memoryMB} ${one.status} ${samplesOf(one)} ${one.reason ?? JSON.stringify(one.failures)}`,
    )
    .join('; ');
}

/** Nobody can tell whether these ran, so they are counted though they did not. */
function neverRan({ action, resource = '', fault }: ApiCall): boolean {
  if (action !== 'Invoke' || PROCESSORS.has(resource) || fault === undefined) return false;
  return 'error' in fault ? fault.error.status >= 500 : 'drop' in fault && fault.drop === 'before';
}

function paymentProblems(scenario: Scenario, { calls, paid, result }: EndedRun): string[] {
  const most =
    scenario.most ?? scenario.candidates * NUM * (scenario.coldStarts ? 2 : 1) + (scenario.pilot ? 1 : 0);
  const lost = calls.filter(neverRan).length;
  return [
    ...(paid.length + lost > most
      ? [`${paid.length} invocations were paid and ${lost} may have been; ${most} were asked for at most`]
      : []),
    ...(result !== undefined && result.run.invocations !== paid.length + lost
      ? [
          `${result.run.invocations} invocations are reported; ${paid.length} were paid and ${lost} may have been`,
        ]
      : []),
  ];
}

function targetProblems({ inPlace }: Scenario, { before, after }: EndedRun): string[] {
  return isSame(before, after, inPlace)
    ? []
    : [`the target changed from ${JSON.stringify(before)} to ${JSON.stringify(after)}`];
}
