import { type Random, seededRandom } from '../../../lib/core/statistics/random.ts';
import type { CallRange, Fault } from '../../../lib/emulator/emulator.ts';
import type { StageName } from '../../../lib/stack/stages.ts';
import type { CalmTimes } from './calm-times.ts';

export type KillKind = keyof typeof DRAWS;

/** What happens to one run. */
export interface KillPlan {
  readonly seed: number;
  readonly kind: KillKind;
  /** Whose environments are killed. */
  readonly kill?: Kill;
  /** When StopExecution comes, as a share of the time that a run takes to which nothing happens. */
  readonly stopAt?: number;
  /** Whether the event that the execution has ended, which starts the Cleaner, is lost. */
  readonly losesEvent: boolean;
  /** Whether the run is to apply its answer. */
  readonly applies: boolean;
  /** Whether versions of the target itself are measured, and it is put back. */
  readonly inPlace: boolean;
  /** Whether the target is answered for by measurements, or runs (and starts a process that it leaves behind). */
  readonly target: 'replayed' | 'process';
  /** What happens, in words. */
  readonly what: string;
}

export interface Kill {
  readonly stage: StageName;
  /** Which of the stage's invocations; the Cleaner's by the status event are counted too. */
  readonly nth: number | 'every' | CallRange;
  /** When, as a share of the time that the stage takes where nothing happens to it. */
  readonly at: number;
  /** Which time that is: where its environment has to be started first, or not. */
  readonly of: 'cold' | 'warm';
}

type Drawn = Partial<Pick<KillPlan, 'kill' | 'stopAt' | 'losesEvent' | 'applies'>>;

/** Those that every run comes by. */
const EVERY_RUNS = ['initializer', 'publisher', 'executor', 'analyzer', 'cleaner', 'reporter'] as const;

const DRAWS = {
  'a stage killed once': (random) => ({ kill: once(random) }),
  'a stage killed every time': (random) => ({ kill: everyTime(random) }),
  'the execution stopped': (random) => ({ stopAt: random() }),
  'a stage killed, and the execution stopped': (random) => ({ kill: once(random), stopAt: random() }),
  'the Cleaner killed, after a stop': (random) => ({
    kill: killed(random, 'cleaner', { from: 1, to: pick(random, [1, 2, 9]) }),
    stopAt: random(),
  }),
  'the status event lost': (random) => ({
    losesEvent: true,
    ...(random() < 0.5 ? { kill: everyTime(random) } : { stopAt: random() }),
  }),
  'the Optimizer killed': (random) => ({ applies: true, kill: killed(random, 'optimizer', 1) }),
} as const satisfies Record<string, (random: Random) => Drawn>;

export const KILL_KINDS = Object.keys(DRAWS) as readonly KillKind[];

/** The same plan for the same seed. Of as many seeds in a row as there are kinds, each kind has one. */
export function killPlan(seed: number): KillPlan {
  const kind = KILL_KINDS[seed % KILL_KINDS.length] ?? 'a stage killed once';
  const drawn: Drawn = DRAWS[kind](seededRandom(seed, kind));
  return {
    seed,
    kind,
    losesEvent: false,
    applies: false,
    // Seven kinds: every other run of each.
    inPlace: seed % 2 === 1,
    target: seed % 5 === 4 ? 'process' : 'replayed',
    what: `${seed % 2 === 1 ? 'in place, ' : ''}${inWords(drawn)}`,
    ...drawn,
  };
}

/** The plan's kill as the emulator's faults, for stages that take so long. */
export function faultsOf(
  { kill }: KillPlan,
  calm: { readonly cold: CalmTimes; readonly warm: CalmTimes },
): Fault[] {
  if (kill === undefined) return [];
  const { stage, nth, at, of } = kill;
  const afterMs = at * calm[of].stageMs[stage];
  return [
    { action: 'Invoke', resource: `power-tuner-${stage}`, nth, do: { killEnvironment: true, afterMs } },
  ];
}

function once(random: Random): Kill {
  const stage = pick(random, EVERY_RUNS);
  // Either of the two Executors.
  return killed(random, stage, stage === 'executor' ? pick(random, [1, 2]) : 1);
}

function everyTime(random: Random): Kill {
  return killed(random, pick(random, EVERY_RUNS), 'every');
}

function killed(random: Random, stage: StageName, nth: Kill['nth']): Kill {
  return { stage, nth, at: random(), of: pick(random, ['cold', 'warm']) };
}

function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

function inWords({ kill, stopAt, losesEvent }: Drawn): string {
  return [
    kill === undefined
      ? []
      : `${kill.stage} ${inOrder(kill.nth)} at ${share(kill.at)} of its ${kill.of} time`,
    stopAt === undefined ? [] : `stopped at ${share(stopAt)}`,
    losesEvent ? 'no event' : [],
  ]
    .flat()
    .join(', ');
}

function inOrder(nth: Kill['nth']): string {
  return typeof nth === 'object' ? `1 to ${nth.to}` : String(nth);
}

function share(value: number): string {
  return value.toFixed(2);
}
