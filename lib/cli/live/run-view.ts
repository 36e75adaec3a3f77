import { type Candidate, candidateKey, type Plan, type Work } from '../../contract/index.ts';
import type { Report } from '../../core/report-line/report.ts';
import { samplesAsked } from '../../core/search/cold-starts.ts';
import type { Progress } from '../follow.ts';

export interface CandidateView {
  readonly work: Work;
  state: 'waiting' | 'measuring' | 'measured';
  invocations: number;
  warm: number;
  warmTotalMs: number;
  failures: number;
}

/** One invocation, as the emulator tells of it. */
export interface SeenInvocation {
  readonly functionName: string;
  readonly candidate: Candidate;
  readonly report: Report;
  readonly failed: boolean;
}

/** What is known of a run while it goes on. */
export class RunView {
  readonly #rows = new Map<string, CandidateView>();
  #plan: Plan | undefined;
  phase = 'Starting';

  get plan(): Plan | undefined {
    return this.#plan;
  }

  get rows(): readonly CandidateView[] {
    return [...this.#rows.values()];
  }

  /** @returns the row that it changed, if one. */
  progress(progress: Progress): CandidateView | undefined {
    switch (progress.kind) {
      case 'planned':
        this.#plan = progress.plan;
        for (const work of progress.work) this.#add(work);
        return undefined;
      case 'state':
        this.phase = PHASES[progress.name] ?? progress.name;
        return undefined;
      case 'candidate': {
        const row = this.#row(progress.candidate);
        this.phase = row?.work.pilot ? 'Estimating the cost' : (PHASES.Executor ?? 'Measuring');
        if (row !== undefined) row.state = progress.state;
        return row;
      }
    }
  }

  /** The emulator's word of one invocation; against AWS there is none. */
  invocation({ functionName, candidate, report, failed }: SeenInvocation): void {
    const plan = this.#plan;
    if (plan === undefined) return;
    const isProbe = functionName.startsWith(plan.probePrefix);
    const isVersion = plan.isolation === 'in-place' && functionName === plan.target.functionName;
    const row = isProbe || isVersion ? this.#row(candidate) : undefined;
    if (row === undefined) return;
    row.invocations++;
    if (failed) row.failures++;
    else if (report.initDurationMs === undefined && report.restoreDurationMs === undefined) {
      row.warm++;
      row.warmTotalMs += report.durationMs;
    }
  }

  /** A candidate that was in a round before goes on where that left it, in the order of the new one. */
  #add(work: Work): void {
    const key = candidateKey(work);
    const before = this.#rows.get(key);
    this.#rows.delete(key);
    const row = before ?? emptyRow(work);
    const asked = this.#plan === undefined ? work.samples : samplesAsked(this.#plan, work);
    const samples = asked + (before?.work.samples ?? 0);
    this.#rows.set(key, { ...row, work: { ...work, samples }, state: 'waiting' });
  }

  #row(candidate: Candidate): CandidateView | undefined {
    return this.#rows.get(candidateKey(candidate));
  }
}

const PHASES: Readonly<Record<string, string>> = {
  Initializer: 'Planning',
  Publisher: 'Creating probes',
  Executor: 'Measuring',
  Analyzer: 'Analyzing',
  Cleaner: 'Deleting probes',
  'Cleaner after failure': 'Deleting probes',
  Optimizer: 'Applying',
  Reporter: 'Reporting',
};

function emptyRow(work: Work): CandidateView {
  return { work, state: 'waiting', invocations: 0, warm: 0, warmTotalMs: 0, failures: 0 };
}
