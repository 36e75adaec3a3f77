import type {
  AnalyzerEvent,
  Candidate,
  Decision,
  Digest,
  Round,
  Sample,
  Work,
} from '../../lib/contract/index.ts';
import { addFailure, appendSamples, emptyDigest } from '../../lib/core/digest/digest.ts';
import { afterSearchRound } from '../../lib/core/search/after-round.ts';
import { mainRound } from '../../lib/core/search/first-round.ts';
import { firstCandidates } from '../../lib/core/search/search-work.ts';
import type { SearchingPlan } from '../../lib/core/search/sizes.ts';
import { withFirstWhy } from '../../lib/core/search/why.ts';

/** What one invocation comes to: a duration in ms, or why it failed. */
export type Outcome = number | { readonly failure: string };

/** A search that was played to its end. */
export interface PlayedSearch {
  readonly plan: SearchingPlan;
  readonly decision: Decision;
  readonly rounds: readonly Round[];
  readonly digests: readonly Digest[];
}

/**
 * Plays a search: the Analyzer's own functions, round by round, with invocations of one's own making. The first of
 * each probe is cold.
 * @param used memory in MB that each invocation reports; none where absent
 */
export function playSearch(
  begun: SearchingPlan,
  invoke: (candidate: Candidate, isCold: boolean) => Outcome,
  used?: (candidate: Candidate) => number,
): PlayedSearch {
  let plan = withFirstWhy({ ...begun, candidates: firstCandidates(begun.search, begun) });
  let round: Round = { number: 1, work: mainRound(plan) };
  const rounds: Round[] = [];
  const all: Digest[] = [];
  let digests: AnalyzerEvent['digests'] = [];
  for (;;) {
    rounds.push(round);
    const measured = round.work.map((work) => measure(plan, work, invoke, used));
    all.push(...measured);
    const after = afterSearchRound({ plan, payload: { kind: 'none' }, round, digests, measured });
    plan = after.plan as SearchingPlan;
    if (after.next === 'decided') {
      if (after.decision === null) throw new Error('a search decides');
      return { plan, decision: after.decision, rounds, digests: all };
    }
    ({ round, digests } = after);
  }
}

function measure(
  { onlyColdStarts, payloadWeights }: SearchingPlan,
  work: Work,
  invoke: (candidate: Candidate, isCold: boolean) => Outcome,
  used: ((candidate: Candidate) => number) | undefined,
): Digest {
  const { architecture, memoryMB } = work;
  const candidate = { architecture, memoryMB };
  const samples: Sample[] = [];
  let digest: Digest = { ...emptyDigest(candidate, work.earlier?.killed), calls: 1 };
  for (let index = 0; index < work.samples; index++) {
    const isCold = onlyColdStarts || (work.earlier === undefined && index === 0);
    const outcome = invoke(candidate, isCold);
    if (typeof outcome !== 'number') {
      digest = addFailure(digest, outcome.failure, outcome.failure);
      continue;
    }
    samples.push({
      outcome: 'succeeded',
      ...(isCold ? { start: 'cold', initMs: 0 } : { start: 'warm' }),
      durationMs: Math.round(outcome * 100) / 100,
      billedMs: Math.max(1, Math.ceil(outcome)),
      payload: index % payloadWeights.length,
      ...(used === undefined ? {} : { maxMemoryUsedMB: used(candidate) }),
    });
  }
  const billedMs = samples.reduce((sum, sample) => sum + sample.billedMs, 0);
  digest = { ...appendSamples(digest, samples), invocations: work.samples, billedMs };
  const failed = work.samples - samples.length;
  return failed < 2
    ? digest
    : { ...digest, status: 'failed', reason: digest.failures[0]?.reason ?? 'failed' };
}
