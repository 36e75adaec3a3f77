import type { ApiCall, Fault } from '../../../lib/emulator/emulator.ts';
import { errorsOf } from './aws-errors.ts';
import { TIME_SCALE } from './time-scale.ts';

/** One call of a run: the n-th of its action. */
export interface CallPlace extends Pick<ApiCall, 'service' | 'action'> {
  readonly nth: number;
}

/** A way in which a call goes wrong. */
export interface FaultKind {
  readonly name: string;
  /** Over after a while: whoever asks again, for half a minute if need be, gets an answer. */
  readonly passes: boolean;
  fault(place: CallPlace): Fault;
}

const HALF_A_MINUTE_MS = 30_000;

export const FAULT_KINDS: readonly FaultKind[] = [
  {
    name: 'throttled once',
    passes: true,
    fault: (place) => ({ ...once(place), do: { error: errorsOf(place).throttled } }),
  },
  {
    name: 'throttled for 30 s',
    passes: true,
    fault: (place) => ({
      ...fromThen(place),
      forMs: HALF_A_MINUTE_MS * TIME_SCALE,
      do: { error: errorsOf(place).throttled },
    }),
  },
  {
    name: '500 once',
    passes: true,
    fault: (place) => ({ ...once(place), do: { error: errorsOf(place).failed } }),
  },
  {
    name: '500 from then on',
    passes: false,
    fault: (place) => ({ ...fromThen(place), do: { error: errorsOf(place).failed } }),
  },
  {
    name: 'denied from then on',
    passes: false,
    fault: (place) => ({ ...fromThen(place), do: { error: errorsOf(place).denied } }),
  },
  {
    name: 'dropped after it acted',
    passes: true,
    fault: (place) => ({ ...once(place), do: { drop: 'after' } }),
  },
  {
    name: 'dropped before it acted',
    passes: true,
    fault: (place) => ({ ...once(place), do: { drop: 'before' } }),
  },
  {
    name: 'no answer',
    passes: true,
    fault: (place) => ({ ...once(place), do: { noAnswer: true } }),
  },
];

function once({ service, action, nth }: CallPlace) {
  return { service, action, nth };
}

function fromThen({ service, action, nth }: CallPlace) {
  return { service, action, nth: { from: nth } };
}
