import { executionNameOf } from '../../contract/index.ts';

/** Which function a kept result is of. */
export interface KeptFunction {
  /** Twelve digits; the emulator's has only zeros, so that what was measured there is never taken for AWS's. */
  readonly accountId: string;
  readonly region: string;
  readonly functionName: string;
}

/** One result that is kept. */
export interface KeptKey extends KeptFunction {
  /** ISO 8601: when its run started. */
  readonly startedAt: string;
  /** Tells runs apart that started at the same moment. */
  readonly id: string;
}

/** Beginning of the keys of all results that are kept. */
export const ROOT = 'results/';
const ID_LENGTH = 8;

/** Beginning of the keys of all results of a function. */
export function keptPrefix({ accountId, region, functionName }: KeptFunction): string {
  return `${ROOT}${accountId}/${region}/${functionName}/`;
}

/**
 * Where a result is kept, in a bucket as in a folder: `results/<account>/<region>/<function>/<time>-<id>.json`. In
 * the order of their keys the results of a function are in the order of time.
 */
export function keptKey({ startedAt, id, ...kept }: KeptKey): string {
  const time = new Date(startedAt).toISOString().replaceAll(':', '-');
  return `${keptPrefix(kept)}${time}-${id}.json`;
}

/** Where it is kept how a canary ended that a run began: beside its result, and no result itself. */
export function canaryKey(key: KeptKey): string {
  return keptKey(key).replace(/\.json$/, '.canary.json');
}

/** The function with this ARN. */
export function functionOf(functionArn: string): KeptFunction {
  const [, , , region = '', accountId = '', , functionName = ''] = functionArn.split(':');
  return { accountId, region, functionName };
}

/** What of a run its key is made of. */
export interface NamedRun {
  readonly target: { readonly functionArn: string };
  readonly run: { readonly startedAt: string; readonly executionArn: string };
}

/** What a result is kept as. The id is of the execution's name, which has only characters that keys may have. */
export function keyOfResult({ target, run }: NamedRun): KeptKey {
  return {
    ...functionOf(target.functionArn),
    startedAt: run.startedAt,
    id: executionNameOf(run.executionArn).replaceAll(/[^\w]/g, '').slice(-ID_LENGTH),
  };
}

const KEPT =
  /^results\/(\d{12})\/([\w-]+)\/([\w-]+)\/(\d{4}-\d{2}-\d{2}T)(\d{2})-(\d{2})-(\d{2}\.\d{3}Z)-(\w+)\.json$/;

/** @returns nothing where the key is not one of a result */
export function readKeptKey(key: string): KeptKey | undefined {
  const [, accountId, region, functionName, day, hours, minutes, seconds, id] = KEPT.exec(key) ?? [];
  if (accountId === undefined || region === undefined || functionName === undefined || id === undefined) {
    return undefined;
  }
  return { accountId, region, functionName, startedAt: `${day}${hours}:${minutes}:${seconds}`, id };
}
