import { afterAll, describe, expect, it } from 'vitest';
import { type FaultCase, placesIn, titleOf } from './cases.ts';
import { chosen, LANES } from './choose.ts';
import { FAULT_KINDS } from './fault-kinds.ts';
import { faultRun } from './fault-run.ts';
import { type EndedRun, startLane } from './lane.ts';
import { startPool } from './pool.ts';
import type { Scenario } from './scenarios.ts';
import { isUntouched } from './target-changes.ts';
import { isComplete, problemsOf, wasMet } from './verdict.ts';

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
    const calls = run.calls.filter(({ service }) => (scenario.only ?? service) === service);
    return placesIn(calls).flatMap((place) => FAULT_KINDS.map((kind) => ({ ...place, scenario, kind })));
  };

  /** Waiting takes more calls at one time than at another: where the last was one too far, it is the last again. */
  const runInto = async (one: FaultCase, triesLeft = 4): Promise<EndedRun> => {
    const run = await lanes.use((lane) => lane.run(one.scenario, [one.kind.fault(one)]));
    if (wasMet(run.calls) || triesLeft === 0) return run;
    const made = run.calls.filter(({ service, action }) => service === one.service && action === one.action);
    return await runInto({ ...one, nth: Math.max(1, made.length) }, triesLeft - 1);
  };

  const cases = chosen((await Promise.all(scenarios.map(casesOf))).flat(), title);

  describe.concurrent(title, () => {
    afterAll(() => lanes.stop());

    it.for(cases.map((one) => [titleOf(one), one] as const))('%s', async ([, one], context) => {
      const counted = faultRun(context, `${one.scenario.name}: ${one.kind.name}`);
      const run = await runInto(one);
      counted.leftovers = run.left.length;
      counted.targetsChanged = isUntouched(one.scenario, run) ? 0 : 1;
      expect(wasMet(run.calls)).toBe(true);
      expect(problemsOf(one, run)).toEqual([]);
    });
  });
}
