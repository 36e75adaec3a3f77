import { describe, expect, it } from 'vitest';
import { NotSettled, untilActive } from '../../../lib/aws/wait.ts';
import { ExecutionStopped } from '../../../lib/contract/index.ts';
import { startedEmulator } from '../../support/started-emulator.ts';

describe('untilActive', () => {
  it('fails when the time is over, and tells nothing of the function', async () => {
    const { lambda, create } = await startedEmulator({ delays: 1000 });
    await create({ Environment: { Variables: { KEY: 'canary-env' } } });
    const error: unknown = await untilActive(lambda, 'f', { maxWaitSeconds: 1 }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NotSettled);
    expect(error).toHaveProperty('message', 'it was not done after 1 s');
    expect(error).not.toHaveProperty('cause');
  });

  it('fails at once where the function may not be read, and says so', async () => {
    const { emulator, lambda, create } = await startedEmulator();
    await create();
    const error = { name: 'AccessDeniedException', message: 'not authorized', status: 403 };
    emulator.setFaults([{ action: 'GetFunction', do: { error } }]);
    const thrown: unknown = await untilActive(lambda, 'f', { maxWaitSeconds: 3600 }).catch(
      (reason: unknown) => reason,
    );
    expect(thrown).toBeInstanceOf(NotSettled);
    expect(thrown).toHaveProperty(
      'message',
      expect.stringContaining('AccessDeniedException: not authorized'),
    );
    expect(emulator.calls().filter(({ action }) => action === 'GetFunction')).toHaveLength(1);
  });

  it('waits for a function that is not found yet', async () => {
    const { emulator, lambda, create } = await startedEmulator();
    const waiting = untilActive(lambda, 'f', { maxWaitSeconds: 5 });
    await expect.poll(() => emulator.calls().length).toBeGreaterThan(0);
    await create();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('fails when nobody wants the function any more, which may never come', async () => {
    const { lambda } = await startedEmulator();
    const assertWanted = () => Promise.reject(new ExecutionStopped('it was stopped'));
    await expect(untilActive(lambda, 'deleted', { maxWaitSeconds: 300, assertWanted })).rejects.toThrow(
      ExecutionStopped,
    );
  });

  it('ends when the function is active', async () => {
    const { lambda, create } = await startedEmulator();
    await create();
    await expect(untilActive(lambda, 'f', { maxWaitSeconds: 5 })).resolves.toBeUndefined();
  });

  it('stops between two looks when the waiting is of no use any more, for a function that is gone too', async () => {
    const { lambda, emulator } = await startedEmulator();
    let looks = 0;
    const assertWanted = async () => {
      if (++looks === 3) throw new ExecutionStopped('it is over');
    };
    await expect(untilActive(lambda, 'f', { maxWaitSeconds: 60, assertWanted })).rejects.toThrow(
      ExecutionStopped,
    );
    expect(looks).toBe(3);
    expect(emulator.calls().length).toBeGreaterThan(1);
  });

  it('looks less often where many wait at once, so that together they stay within their share', async () => {
    const looksOf = async (atOnce: number) => {
      const { lambda, create, emulator } = await startedEmulator({ delays: 0.5 });
      await create();
      await untilActive(lambda, 'f', { maxWaitSeconds: 30, atOnce });
      return emulator.calls().filter(({ action }) => action === 'GetFunction').length;
    };
    // One look a second each: the first, one while the function is Pending or as that ends, and one after it.
    expect(await looksOf(50)).toBeLessThanOrEqual(3);
    expect(await looksOf(1)).toBeGreaterThan(3);
  });
});
