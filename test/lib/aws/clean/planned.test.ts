import { describe, expect, it } from 'vitest';
import { plannedBy } from '../../../../lib/aws/clean/planned.ts';
import { probePrefix } from '../../../../lib/aws/probe-name.ts';
import { planWith } from '../../../support/plan.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';

describe('plannedBy', () => {
  const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:one';
  const prefix = probePrefix(executionArn);
  const asked = {
    plan: planWith({ executionArn, probePrefix: prefix }),
    round: { number: 1, work: [{ architecture: 'arm64', memoryMB: 256, samples: 5 }] },
  };
  const entered = (input: string) => ({ stateEnteredEventDetails: { name: 'Publisher', input } });
  /** Of an execution whose history has these events. */
  const planned = async (events: readonly object[]) => {
    const { states } = await startedEmulator({ targets: { AWSStepFunctions: async () => ({ events }) } });
    return plannedBy(states, executionArn);
  };

  it.each([
    ['its task', [{ taskScheduledEventDetails: { parameters: JSON.stringify({ Payload: asked }) } }]],
    ['the state that it was entered with', [entered(JSON.stringify({ ...asked, digests: [] }))]],
  ])('reads what the Publisher was asked to create from %s', async (_, events) => {
    expect(await planned(events)).toMatchObject({
      probes: [{ functionName: `${prefix}arm64-256`, region: 'us-east-1', executionArn }],
    });
  });

  it('finds nothing where the Publisher never ran, whatever the input looks like', async () => {
    const input = JSON.stringify(asked);
    const events = [{ stateEnteredEventDetails: { name: 'Initializer', input } }];
    expect(await planned(events)).toEqual({ probes: [] });
  });

  it('fails when the history says that the Publisher ran, and not what it was asked to create', async () => {
    await expect(planned([entered('{}')])).rejects.toThrow(
      expect.objectContaining({ name: 'ProbesLeft', message: expect.stringContaining(executionArn) }),
    );
  });
});
