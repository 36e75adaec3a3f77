import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../lib/core/statistics/random.ts';
import { type FaultCase, placesIn, titleOf } from './cases.ts';
import { FAULT_KINDS } from './fault-kinds.ts';
import { faultRun } from './fault-run.ts';
import type { EndedRun } from './lane.ts';
import { startLanes } from './lanes.ts';
import type { Scenario } from './scenarios.ts';
import { isUntouched } from './target-changes.ts';
import { isComplete, problemsOf, wasMet } from './verdict.ts';

const FULL = process.env.POWER_TUNER_FAULTS === 'full';
/** As many as vitest runs at once of one file; each takes a third of a second to start. */
const LANES = FULL ? 5 : 2;
/** Cases of one file that `npm test` runs. */
const FEW = 6;
const SEED = Number(process.env.POWER_TUNER_FAULTS_SEED ?? 1);

/**
 * Every call that runs make × every kind of fault, a test for each. The calls are those of runs that nothing
 * disturbs, so that a new one joins by itself.
 * @param title of the group; it also decides which of the cases are chosen where only a few are run
 */
export async function faultMatrix(title: string, scenarios: readonly Scenario[]): Promise<void> {
  const lanes = startLanes(LANES);

  const casesOf = async (scenario: Scenario): Promise<FaultCase[]> => {
    const run = await lanes.run(scenario, []);
    if (!isComplete(run)) throw new Error(`an undisturbed run is not complete: ${run.status}: ${run.cause}`);
    return placesIn(run.calls).flatMap((place) => FAULT_KINDS.map((kind) => ({ ...place, scenario, kind })));
  };

  /** Waiting takes more calls at one time than at another: where the last was one too far, it is the last again. */
  const runInto = async (one: FaultCase): Promise<EndedRun> => {
    const run = await lanes.run(one.scenario, [one.kind.fault(one)]);
    if (wasMet(run)) return run;
    const nth = run.calls.filter(
      ({ service, action }) => service === one.service && action === one.action,
    ).length;
    return await lanes.run(one.scenario, [one.kind.fault({ ...one, nth })]);
  };

  const all = (await Promise.all(scenarios.map(casesOf))).flat();
  const cases = FULL ? all : chosen(all, title);

  describe.concurrent(title, () => {
    afterAll(() => lanes.stop());

    it.for(cases.map((one) => [titleOf(one), one] as const))('%s', async ([, one], context) => {
      const counted = faultRun(context, `${one.scenario.name}: ${one.kind.name}`);
      const run = await runInto(one);
      counted.leftovers = run.left.length;
      counted.targetsChanged = isUntouched(one.scenario, run) ? 0 : 1;
      expect(wasMet(run)).toBe(true);
      expect(problemsOf(one, run)).toEqual([]);
    });
  });
}

/** A few of the cases, the same ones for the same seed. */
function chosen(cases: readonly FaultCase[], title: string): FaultCase[] {
  const random = seededRandom(SEED, title);
  const left = [...cases];
  return Array.from({ length: Math.min(FEW, left.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat();
}
