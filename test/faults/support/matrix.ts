import { afterAll, describe, expect, it } from 'vitest';
import { type FaultCase, placesIn, titleOf, untilMet, wasMet } from './cases.ts';
import { chosen, LANES } from './choose.ts';
import { FAULT_KINDS } from './fault-kinds.ts';
import { faultRun } from './fault-run.ts';
import { type EndedRun, startLane } from './lane.ts';
import { startPool } from './pool.ts';
import type { Scenario } from './scenarios.ts';
import { isUntouched } from './target-changes.ts';
import { isComplete, problemsOf } from './verdict.ts';

/**
 * Every call that runs make × every kind of fault, a test for each. The calls are those of runs that nothing
 * disturbs, so that a new one joins by itself.
 * @param title of the group; it also decides which of the cases are chosen where only a few are run
 */
export async function faultMatrix(title: string, scenarios: readonly Scenario[]): Promise<void> {
  const lanes = startPool(LANES, startLane);

  const casesOf = async (scenario: Scenario): Promise<FaultCase[]> => {
    const run = await lanes.use((lane) => lane.run(scenario, []));
    if (!isComplete(run)) throw new Error(`an undisturbed run is not complete: ${run.status}: ${run.cause}`);
    return placesIn(run.calls).flatMap((place) => FAULT_KINDS.map((kind) => ({ ...place, scenario, kind })));
  };

  const runInto = (one: FaultCase): Promise<EndedRun> =>
    lanes.use((lane) => lane.run(one.scenario, [one.kind.fault(one)]));

  const cases = chosen((await Promise.all(scenarios.map(casesOf))).flat(), title);

  describe.concurrent(title, () => {
    afterAll(() => lanes.stop());

    it.for(cases.map((one) => [titleOf(one), one] as const))('%s', async ([, one], context) => {
      const counted = faultRun(context, `${one.scenario.name}: ${one.kind.name}`);
      const run = await untilMet(one, runInto);
      counted.leftovers = run.left.length;
      counted.targetsChanged = isUntouched(one.scenario, run) ? 0 : 1;
      expect(wasMet(run.calls)).toBe(true);
      expect(problemsOf(one, run)).toEqual([]);
    });
  });
}
