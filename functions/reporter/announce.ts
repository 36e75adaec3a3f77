import type { Connection } from '../../lib/aws/clients/connection.ts';
import { type Audience, sender } from '../../lib/aws/notify.ts';
import type { Plan, TuningResult } from '../../lib/contract/index.ts';
import { eventOf, isTold, outcomeIn } from '../../lib/report/event.ts';
import { eventText } from '../../lib/report/event-text.ts';

/**
 * Tells whoever is to be told of a run that has its result, if there is something to say.
 * @returns what gives back the result, with a warning where that could not be sent
 */
export function announcer(connection: Connection, audience: Audience) {
  const send = sender(connection, audience);
  return async (result: TuningResult, plan: Plan): Promise<TuningResult> => {
    const outcome = outcomeIn(result, plan);
    if (!isTold(outcome, plan.afterwards.notify)) return result;
    const event = eventOf(result, outcome);
    const warnings = await send({ event, ...eventText(event) });
    return warnings.length === 0 ? result : { ...result, warnings: [...result.warnings, ...warnings] };
  };
}
