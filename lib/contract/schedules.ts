import { parseFunctionReference } from './function-reference.ts';

/** What a schedule is made with, by the command as by the construct. */
export const SCHEDULE_DEFAULTS = {
  /** Within so many minutes after its time it starts. */
  windowMinutes: 15,
  /** Of a start that failed. */
  retries: 3,
  /** For so long after its time a start is tried. */
  retrySeconds: 3600,
} as const;

/** A flexible window, in minutes. */
export const WINDOW_MINUTES = { min: 1, max: 1440 } as const;

/** Tags of a stack's group of schedules, by which whoever adds one finds what it takes. */
export const GROUP_TAGS = {
  /** The state machine that is started. */
  stateMachine: 'power-tuner:state-machine',
  /** The role that EventBridge Scheduler starts it under. */
  role: 'power-tuner:schedule-role',
  /** Where a start goes that failed for good. */
  deadLetterQueue: 'power-tuner:dead-letter-queue',
} as const;

/**
 * How the names of schedules begin that put off what follows a deployment. The retuner may change no others, and no
 * others may be called so. No function's name has a dot.
 */
export const RETUNE_PREFIX = 'retune.';

/** As the input's key `schedule` and EventBridge Scheduler have it. */
export const SCHEDULE_NAME = /^[0-9a-zA-Z._-]{1,64}$/;
export const SCHEDULE_NAME_ALLOWED = 'letters, digits, ., - and _, at most 64';

/** What is wrong with a schedule's name; undefined where nothing is. */
export function scheduleNameProblem(name: string): string | undefined {
  const got = JSON.stringify(name);
  if (!SCHEDULE_NAME.test(name)) return `got ${got}; allowed: ${SCHEDULE_NAME_ALLOWED}`;
  return name.startsWith(RETUNE_PREFIX)
    ? `got ${got}; names that begin with ${RETUNE_PREFIX} are those of RetuneOnDeployment's schedules`
    : undefined;
}

/** What a schedule of a function is called where nobody says: the function, and its version or alias. */
export function scheduleNameOf(target: string): string | undefined {
  const reference = parseFunctionReference(target);
  if (reference === undefined) return undefined;
  const { functionName, qualifier } = reference;
  const name = qualifier === undefined ? functionName : `${functionName}.${qualifier.replace('$', '')}`;
  return name.slice(0, 64);
}

/** A state machine's group of schedules is named as the state machine. */
export function groupNameOf(stateMachineArn: string): string {
  return stateMachineArn.split(':')[6] ?? '';
}
