import { type CanarySettings, createHandler } from '../../functions/canary/handler.ts';
import { createStates, type StatesService } from '../../lib/emulator/states/service.ts';
import type { Stage } from '../../lib/emulator/states/stage.ts';
import definition from '../../statemachine/canary.asl.json' with { type: 'json' };
import { QUIET } from './quiet-log.ts';

type Handler = ReturnType<typeof createHandler>;
type Environment = Parameters<typeof createHandler>[0];

export const CANARY_MACHINE = 'power-tuner-canary';

/** The machine that moves aliases by degrees: what stands in the definition, with waits of 20 ms. */
export function canaryMachine(
  { connection, now }: Pick<Environment, 'connection' | 'now'>,
  place: { readonly region: string; readonly accountId: string },
  around: (handler: Handler) => Handler = (handler) => handler,
  told: Omit<CanarySettings, 'ingestionMs'> = { eventBus: undefined, topicArn: undefined },
): StatesService {
  const settings: CanarySettings = { ...told, ingestionMs: 0 };
  const handler = createHandler({ connection, log: QUIET, ...(now === undefined ? {} : { now }) }, settings);
  const stage: Stage = { handler: around(handler) as Stage['handler'], timeoutSeconds: 120 };
  return createStates({
    ...place,
    name: CANARY_MACHINE,
    definition,
    stages: { Canary: stage },
    cleaner: 'Canary',
    waitsMs: { Wait: 20 },
    retryPauses: 0.01,
  });
}
