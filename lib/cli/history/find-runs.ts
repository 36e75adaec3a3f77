import { parseFunctionReference, type TuningResult } from '../../contract/index.ts';
import { type KeptFunction, type KeptKey, keptKey, ROOT, readKeptKey } from '../../core/history/key.ts';
import { kept, type ResultStore, UnreadableResult } from '../../core/history/store.ts';
import { BadInput } from '../exit-code.ts';

/** Where runs are looked for, and how that is called in an error. */
export interface Runs {
  readonly store: ResultStore;
  readonly place: string;
}

/** A run that is kept. */
export interface KeptRun {
  readonly key: KeptKey;
  readonly result: TuningResult;
}

/** All runs that are kept, by function, the latest first. */
export async function allRuns({ store }: Runs): Promise<ReadonlyMap<string, readonly KeptKey[]>> {
  const keys = (await store.keys(ROOT)).flatMap((key) => readKeptKey(key) ?? []);
  const latestFirst = keys.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  return Map.groupBy(latestFirst, functionName);
}

/** What a function is called beside others: account and region tell namesakes apart. */
export function functionName({ accountId, region, functionName: name }: KeptFunction): string {
  return `${name} in ${region} of ${accountId}`;
}

/**
 * The runs of a function.
 * @param asked a name or an ARN
 * @returns the latest first; at least one
 * @throws BadInput where there are none, or of several functions of that name
 */
export async function runsOf(runs: Runs, asked: string, region?: string): Promise<readonly KeptKey[]> {
  const reference = parseFunctionReference(asked);
  if (reference === undefined) throw new BadInput(`${asked} is no name or ARN of a function`);
  const all = await allRuns(runs);
  const wanted = region ?? reference.region;
  const found = [...all.values()].filter(([first]) => {
    if (first === undefined || first.functionName !== reference.functionName) return false;
    const isHere = wanted === undefined || first.region === wanted;
    return isHere && (reference.accountId === undefined || first.accountId === reference.accountId);
  });
  const [only, ...others] = found;
  if (only === undefined) throw new BadInput(noneOf(asked, runs.place, all));
  if (others.length > 0) {
    const names = found.flatMap(([first]) => (first === undefined ? [] : [functionName(first)]));
    throw new BadInput(`${asked} may be ${names.join(', or ')}; give its ARN, or --region`);
  }
  return only;
}

function noneOf(asked: string, place: string, all: ReadonlyMap<string, unknown>): string {
  const [first, ...others] = all.keys();
  const known =
    first === undefined
      ? 'nothing is kept there yet: tune keeps every result; --bucket looks in the results bucket of a stack, --history in another folder'
      : `there are runs of ${first}${others.length === 0 ? '' : ` and ${others.length} more: power-tuner history lists them`}`;
  return `no run of ${asked} is kept in ${place}; ${known}`;
}

/**
 * One run by what `power-tuner history` calls it: `orders` is the latest of a function, `orders~1` the one before it,
 * and an id or the beginning of one any of them.
 * @throws BadInput where there is none, or more than one
 */
export async function runCalled(runs: Runs, asked: string, region?: string): Promise<KeptKey> {
  const [, name = asked, back] = /^(.+)~(\d+)$/.exec(asked) ?? [];
  const called = parseFunctionReference(name)?.functionName;
  const all = [...(await allRuns(runs)).values()].flat();
  // A function's name comes first: that an id begins so too is chance.
  if (back === undefined && !all.some(({ functionName: of }) => of === called)) {
    const [only, ...others] = all.filter(({ id }) => id.startsWith(asked));
    if (only !== undefined && others.length === 0) return only;
    if (only !== undefined) {
      const ids = [only, ...others].map(({ id }) => id);
      throw new BadInput(`${asked} is the beginning of ${ids.length} ids: ${ids.join(', ')}`);
    }
  }
  const keys = await runsOf(runs, name, region);
  const wanted = keys[Number(back ?? 0)];
  if (wanted !== undefined) return wanted;
  throw new BadInput(
    `of ${name} ${keys.length} runs are kept in ${runs.place}: ${name} is the latest, ${name}~${keys.length - 1} the first`,
  );
}

/** @throws BadInput where it can't be read */
export async function readRun({ store, place }: Runs, key: KeptKey): Promise<KeptRun> {
  try {
    return { key, result: await kept(store, key) };
  } catch (error) {
    if (!(error instanceof UnreadableResult)) throw error;
    throw new BadInput(`${keptKey(key)} in ${place} can't be read: ${error.message}`, { cause: error });
  }
}
