import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CpuTurn, CpuTurns } from '../../../../lib/emulator/environment/cpu-turns.ts';

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Asks for turns and notes in which order they are given. */
function queueOf(turns: CpuTurns) {
  const given: { readonly name: string; readonly turn: CpuTurn }[] = [];
  return {
    given,
    names: () => given.map(({ name }) => name),
    ask(name: string, cpus: number): void {
      void turns.take(cpus).then((turn) => given.push({ name, turn }));
    },
    release(name: string): void {
      given.find((one) => one.name === name)?.turn.release();
    },
  };
}

describe('CpuTurns', () => {
  it('lets in what fits, and the next when one leaves', async () => {
    const queue = queueOf(new CpuTurns(2));
    queue.ask('a', 0.9);
    queue.ask('b', 0.9);
    queue.ask('c', 0.5);
    await settle();
    expect(queue.names()).toEqual(['a', 'b']);
    queue.release('a');
    await settle();
    expect(queue.names()).toEqual(['a', 'b', 'c']);
  });

  it('lets a share that is larger than the machine have all of it', async () => {
    const queue = queueOf(new CpuTurns(2));
    queue.ask('large', 5.8);
    queue.ask('small', 0.1);
    await settle();
    expect(queue.names()).toEqual(['large']);
  });

  it('does not let small shares overtake a large one for ever', async () => {
    const queue = queueOf(new CpuTurns(2));
    queue.ask('first', 0.5);
    queue.ask('large', 2);
    queue.ask('small', 0.1);
    await settle();
    expect(queue.names()).toEqual(['first']);
    queue.release('first');
    await settle();
    expect(queue.names()).toEqual(['first', 'large']);
    queue.release('large');
    await settle();
    expect(queue.names()).toEqual(['first', 'large', 'small']);
  });

  it('gives the rest of a boosted share to the next', async () => {
    const turns = new CpuTurns(1);
    const boosted = await turns.take(1);
    const queue = queueOf(turns);
    queue.ask('next', 0.7);
    await settle();
    expect(queue.names()).toEqual([]);
    boosted.shrinkTo(0.1);
    await settle();
    expect(queue.names()).toEqual(['next']);
  });

  it('keeps something of the machine for the emulator', async () => {
    const queue = queueOf(new CpuTurns(2));
    queue.ask('a', 1);
    queue.ask('b', 0.8);
    queue.ask('c', 0.1);
    await settle();
    expect(queue.names()).toEqual(['a', 'b']);
  });

  it('takes a share back only once', async () => {
    const turns = new CpuTurns(1);
    const turn = await turns.take(1);
    turn.release();
    turn.release();
    const queue = queueOf(turns);
    queue.ask('a', 1);
    queue.ask('b', 1);
    await settle();
    expect(queue.names()).toEqual(['a']);
  });

  it('never gives out more than the machine has, and serves everybody', async () => {
    const shares = fc.array(fc.double({ min: 0.07, max: 6, noNaN: true }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(shares, fc.integer({ min: 1, max: 4 }), async (cpus, cores) => {
        const turns = new CpuTurns(cores);
        let held = 0;
        let served = 0;
        const one = async (share: number): Promise<void> => {
          const turn = await turns.take(share);
          const taken = Math.min(share, cores - 0.2);
          held += taken;
          expect(held).toBeLessThanOrEqual(cores - 0.2 + 1e-3);
          await settle();
          held -= taken;
          served += 1;
          turn.release();
        };
        await Promise.all(cpus.map(one));
        expect(served).toBe(cpus.length);
      }),
      { seed: 20_261_120, numRuns: 50 },
    );
  });
});
