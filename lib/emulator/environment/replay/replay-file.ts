import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Architecture, memoryMBSchema } from '../../../contract/index.ts';
import { NotMeasurableHere } from '../execution-environment.ts';

const ONLY_MEANS = 'has no durationsMs: only single measurements can be replayed, not means';

const durationMsSchema = z.number().nonnegative();

const pointSchema = z
  .object({
    memoryMB: memoryMBSchema,
    /** Handler durations in ms, one for each measured invocation. */
    durationsMs: z.array(durationMsSchema, { error: ONLY_MEANS }).min(1, { error: ONLY_MEANS }),
    /** Init durations in ms of the same invocations; null for a warm one. */
    initMs: z.array(durationMsSchema.nullable()).optional(),
    /** Restore durations in ms, which stand for the cold starts of versions with SnapStart. */
    restoreMs: z.array(durationMsSchema).min(1).optional(),
    /** What was billed of each of them, in whole ms; 0 where absent. */
    billedRestoreMs: z.array(z.int().nonnegative()).optional(),
    maxMemoryUsedMB: z.int().positive().optional(),
  })
  .refine(
    ({ restoreMs = [], billedRestoreMs }) =>
      billedRestoreMs === undefined || billedRestoreMs.length === restoreMs.length,
    { path: ['billedRestoreMs'], error: 'needs one value for each of restoreMs' },
  );
export type CurvePoint = z.output<typeof pointSchema>;

/** One function, measured on Lambda at several memory sizes of one architecture. */
const curveSchema = z.object({
  function: z.string(),
  source: z.string(),
  description: z.string().optional(),
  dataKind: z.string().optional(),
  points: z.array(pointSchema).min(1),
});
export type Curve = z.output<typeof curveSchema>;

/** `replay.json` at the root of a package: what makes it a replayed function. */
const replaySchema = z.object({
  curves: z
    .object({ x86_64: curveSchema.optional(), arm64: curveSchema.optional() })
    .refine((curves) => curves.x86_64 !== undefined || curves.arm64 !== undefined, {
      error: 'holds no curve: x86_64, arm64 or both are needed',
    }),
  /** `instant` answers at once, `real` after the time that the measured invocation took. */
  pace: z.enum(['instant', 'real']),
});
export type Replay = z.output<typeof replaySchema>;

const FILE = 'replay.json';

export function isReplayed(codeDir: string): boolean {
  return existsSync(join(codeDir, FILE));
}

/** @throws NotMeasurableHere where the file can't be replayed; the message lists every problem */
export function readReplay(codeDir: string): Replay {
  const parsed = replaySchema.safeParse(parseJson(readFileSync(join(codeDir, FILE), 'utf8')));
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new NotMeasurableHere(`${FILE} can't be replayed: ${problems.join('; ')}`);
}

/** Which measurements are looked for. */
export interface Wanted {
  readonly architecture: Architecture;
  readonly memoryMB: number;
  /** Whether its cold starts are restores. */
  readonly snapStart?: boolean;
}

/**
 * The measurements of one size.
 * @throws NotMeasurableHere where the curves have none: a size between two points is not interpolated, and
 * an init doesn't stand for a restore
 */
export function findPoint(
  replay: Replay,
  { architecture, memoryMB, snapStart = false }: Wanted,
): { readonly curve: Curve; readonly point: CurvePoint } {
  const curve = replay.curves[architecture];
  if (curve === undefined) {
    throw new NotMeasurableHere(
      `the replayed measurements have no curve for ${architecture}, only for ${Object.keys(replay.curves).join(' and ')}`,
    );
  }
  const point = curve.points.find((candidate) => candidate.memoryMB === memoryMB);
  if (point === undefined) {
    const sizes = curve.points.map((measured) => measured.memoryMB).sort((a, b) => a - b);
    throw new NotMeasurableHere(
      `the replayed measurements of ${curve.function} on ${architecture} have no ${memoryMB} MB; measured sizes: ${sizes.join(', ')}`,
    );
  }
  if (snapStart && point.restoreMs === undefined) {
    throw new NotMeasurableHere(
      `the replayed measurements of ${curve.function} on ${architecture} at ${memoryMB} MB have no restores of a snapshot; with SnapStart they need restoreMs`,
    );
  }
  return { curve, point };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NotMeasurableHere(`${FILE} is not JSON`, { cause });
  }
}
