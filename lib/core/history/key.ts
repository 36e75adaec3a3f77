import { executionNameOf, type TuningResult } from '../../contract/index.ts';

/** Which function a kept result is of. */
export interface KeptFunction {
  readonly region: string;
  readonly functionName: string;
}

/** One result that is kept. */
export interface KeptKey extends KeptFunction {
  /** ISO 8601: when its run started. */
  readonly startedAt: string;
  /** Tells runs apart that started in the same second. */
  readonly id: string;
}

const ROOT = 'results/';
const ID_LENGTH = 8;

/** Beginning of the keys of all results of a function. */
export function keptPrefix({ region, functionName }: KeptFunction): string {
  return `${ROOT}${region}/${functionName}/`;
}

/**
 * Where a result is kept, in a bucket as in a folder: `results/<region>/<function>/<time>-<id>.json`. In the order
 * of their keys the results of a function are in the order of time.
 */
export function keptKey({ startedAt, id, ...kept }: KeptKey): string {
  const second = new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-');
  return `${keptPrefix(kept)}${second}Z-${id}.json`;
}

/** What a result is kept as. The id is of the execution's name, which has only characters that keys may have. */
export function keyOfResult({ target, run }: Pick<TuningResult, 'target' | 'run'>): KeptKey {
  return {
    region: target.region,
    functionName: target.functionArn.split(':')[6] ?? '',
    startedAt: run.startedAt,
    id: executionNameOf(run.executionArn).replaceAll(/[^\w]/g, '').slice(-ID_LENGTH),
  };
}

const KEPT = /^results\/([\w-]+)\/([\w-]+)\/(\d{4}-\d{2}-\d{2}T)(\d{2})-(\d{2})-(\d{2})Z-(\w+)\.json$/;

/** @returns nothing where the key is not one of a result */
export function readKeptKey(key: string): KeptKey | undefined {
  const [, region, functionName, day, hours, minutes, seconds, id] = KEPT.exec(key) ?? [];
  if (region === undefined || functionName === undefined || id === undefined) return undefined;
  return { region, functionName, startedAt: `${day}${hours}:${minutes}:${seconds}.000Z`, id };
}
