import { afterAll, describe, expect, it } from 'vitest';
import type { ApiCall, Fault } from '../../lib/emulator/emulator.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { abandon } from './support/abandoned.ts';
import { placesIn, untilMet, wasMet } from './support/cases.ts';
import { chosen, LANES } from './support/choose.ts';
import { errorProblems } from './support/error-text.ts';
import { everythingLeft } from './support/everything-left.ts';
import { FAULT_KINDS } from './support/fault-kinds.ts';
import { faultRun } from './support/fault-run.ts';
import { startPool } from './support/pool.ts';
import { sweep } from './support/sweep.ts';
import { createTarget, deleteTarget, publishLayer, settled } from './support/target.ts';
import { isSame } from './support/target-changes.ts';
import { targetSnapshot } from './support/target-snapshot.ts';
import { TIME_SCALE } from './support/time-scale.ts';

const TITLE = 'a sweep of which one call goes wrong';

function endedWith({ name, message }: Error) {
  return { error: name, cause: message };
}

interface Sweep {
  /** What it ended with. */
  readonly failure?: Error;
  readonly names: readonly string[];
  readonly calls: readonly ApiCall[];
  readonly left: readonly string[];
  /** What is left after the next one, which nothing disturbs. */
  readonly leftByNext: readonly string[];
}

/** An emulator on which one sweep after another is disturbed. */
interface Lane {
  sweep(faults: readonly Fault[]): Promise<Sweep>;
  stop(): Promise<void>;
}

async function startLane(): Promise<Lane> {
  const pipeline = await startPipeline({ timeScale: TIME_SCALE, delays: TIME_SCALE });
  const { lambda, emulator } = pipeline;
  const layer = await publishLayer(lambda);
  // It has ended as soon as it has begun.
  const { executionArn = '' } = await pipeline.run({ lambdaARN: 'nowhere' });
  let sweeps = 0;
  return {
    async sweep(faults) {
      const name = `orders-${++sweeps}`;
      const functionArn = await createTarget(lambda, name, { layer });
      const before = await targetSnapshot(lambda, name);
      await abandon(pipeline, { executionArn, functionArn });
      await everyProbeActive(pipeline);
      const look = async () => {
        await settled(lambda, name);
        const changed = isSame(before, await targetSnapshot(lambda, name), true) ? [] : [name];
        return [...(await everythingLeft(pipeline)), ...changed];
      };
      const calls: ApiCall[] = [];
      pipeline.onCall((call) => calls.push(call));
      emulator.setFaults(faults);
      const failure = await sweep(pipeline).then(
        () => undefined,
        (error: Error) => error,
      );
      emulator.setFaults([]);
      const seen = [...calls];
      const left = await look();
      await sweep(pipeline);
      const leftByNext = await look();
      await deleteTarget(lambda, name);
      return {
        ...(failure === undefined ? {} : { failure }),
        names: [name, executionArn, 'probes', 'log groups', 'staged packages', 'locks'],
        calls: seen,
        left,
        leftByNext,
      };
    },
    stop: () => pipeline.stop(),
  };
}

/** Until then they can't be deleted. */
async function everyProbeActive(pipeline: Pipeline): Promise<void> {
  for (const name of await everythingLeft(pipeline)) {
    if (name.startsWith('function ')) await settled(pipeline.lambda, name.slice('function '.length));
  }
}

const lanes = startPool(LANES, startLane);
const undisturbed = await lanes.use((lane) => lane.sweep([]));
const cases = placesIn(undisturbed.calls).flatMap((place) => FAULT_KINDS.map((kind) => ({ ...place, kind })));

describe.concurrent(TITLE, () => {
  afterAll(() => lanes.stop());

  it('leaves nothing where none does', () => {
    expect(undisturbed).toMatchObject({ left: [], leftByNext: [] });
    expect(undisturbed.failure).toBeUndefined();
  });

  it.for(
    chosen(cases, TITLE).map((one) => {
      const { which, service, action, nth, kind } = one;
      return [`${which} ${service}:${action} (${nth}) ${kind.name}`, one] as const;
    }),
  )('leaves nothing after the next: %s', async ([, one], context) => {
    const counted = faultRun(context, `a sweep: ${one.kind.name}`);
    const { failure, names, calls, left, leftByNext } = await untilMet(one, (place) =>
      lanes.use((lane) => lane.sweep([one.kind.fault(place)])),
    );
    counted.leftovers = leftByNext.length;
    expect(wasMet(calls)).toBe(true);
    expect(leftByNext).toEqual([]);
    if (one.kind.passes) expect([failure, left]).toEqual([undefined, []]);
    // What is left without a word stays unseen.
    const said = failure === undefined ? left : errorProblems(one, endedWith(failure), names);
    expect(said).toEqual([]);
  });
});
