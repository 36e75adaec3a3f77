/**
 * The stages of the pipeline as they are deployed. Timeouts are shorter than those of their states in
 * statemachine/power-tuner.asl.json, so that the state machine never gives up on one that still runs.
 */
export const STAGES = {
  // It may hold a package and its layers, one at a time, to look for native code in them.
  initializer: { memoryMB: 1024, timeoutSeconds: 120, does: 'Reads the target and plans the candidates' },
  publisher: { memoryMB: 1769, timeoutSeconds: 300, does: 'Creates the probes of a round' },
  executor: { memoryMB: 512, timeoutSeconds: 900, does: 'Invokes one probe and condenses what it reported' },
  analyzer: { memoryMB: 1024, timeoutSeconds: 120, does: 'Decides: another round, or a recommendation' },
  optimizer: { memoryMB: 512, timeoutSeconds: 300, does: 'Applies the recommendation where it may' },
  cleaner: { memoryMB: 512, timeoutSeconds: 300, does: 'Deletes the probes' },
  reporter: { memoryMB: 512, timeoutSeconds: 60, does: 'Makes the output and its links' },
} as const satisfies Record<string, Stage>;

/** All that is deployed: the stages, and what is no state of the machine. */
export const FUNCTIONS = {
  ...STAGES,
  notifier: { memoryMB: 256, timeoutSeconds: 60, does: 'Tells of an execution that ended badly' },
  // Where it goes back from another architecture it holds the package; a busy log may be some 40 MB of reports.
  canary: { memoryMB: 512, timeoutSeconds: 120, does: 'Moves an alias by degrees, or back' },
} as const satisfies Record<string, Stage>;

interface Stage {
  readonly memoryMB: number;
  readonly timeoutSeconds: number;
  /** The function's description. */
  readonly does: string;
}

export type StageName = keyof typeof STAGES;
export type FunctionName = keyof typeof FUNCTIONS;

export const STAGE_NAMES: readonly StageName[] = [
  'initializer',
  'publisher',
  'executor',
  'analyzer',
  'optimizer',
  'cleaner',
  'reporter',
];

/** Those that every stack has; the canary's is there where answers may be applied. */
export const FUNCTION_NAMES: readonly FunctionName[] = [...STAGE_NAMES, 'notifier'];

/** A value for each stage. */
export type ByStage<T> = Readonly<Record<StageName, T>>;

/** Makes a value for each stage, in the order of the pipeline. */
export function byStage<T>(make: (stage: StageName) => T): ByStage<T> {
  return {
    initializer: make('initializer'),
    publisher: make('publisher'),
    executor: make('executor'),
    analyzer: make('analyzer'),
    optimizer: make('optimizer'),
    cleaner: make('cleaner'),
    reporter: make('reporter'),
  };
}

/** The stage's name as the state machine writes it: `Initializer`; and the others' in the same way. */
export function stageTitle(stage: FunctionName): string {
  return `${stage.charAt(0).toUpperCase()}${stage.slice(1)}`;
}

/** Memory in MB by the name of the state, as the Reporter reckons with it. */
export const STAGE_MEMORY: Readonly<Record<string, number>> = Object.fromEntries(
  STAGE_NAMES.map((stage) => [stageTitle(stage), STAGES[stage].memoryMB]),
);
