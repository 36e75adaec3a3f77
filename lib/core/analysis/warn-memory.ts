import type { Plan, Warning } from '../../contract/index.ts';
import type { Selection } from '../strategy/select.ts';
import type { MeasuredContender } from './contender.ts';
import { headroomPercent } from './headroom.ts';
import { name } from './names.ts';

/**
 * Warns where the rule of memory headroom changed the answer, and where it could not be kept: every candidate used
 * so much of its memory that a larger event may run out of it.
 */
export function memoryTight(
  plan: Plan,
  { choice: { chosen }, passedOver }: Selection<MeasuredContender>,
): Warning[] {
  if (passedOver !== undefined) {
    return [
      {
        code: 'memory-tight',
        message: `${name(passedOver)} would be the answer, but the function used ${used(passedOver)}: a larger event may run out of memory, so it is not recommended. A smaller limits.minHeadroomPercent (${headroomPercent(plan)} here, 0 for none) allows it`,
      },
    ];
  }
  if (!chosen.memoryTight) return [];
  return [
    {
      code: 'memory-headroom',
      message: `no candidate leaves ${headroomPercent(plan)}% of its memory free: of what is recommended the function used ${used(chosen)}, and a larger event may run out of memory. Larger powerValues have room`,
    },
  ];
}

function used({ memoryMB, result }: MeasuredContender): string {
  return `${result.maxMemoryUsedMB} of ${memoryMB} MB`;
}
