import type { Place } from '../arn.ts';
import type { Sessions } from './sessions.ts';

/** What the actions of STS work on. */
export interface StsContext {
  readonly place: Place;
  /** ARNs of the roles that there are. */
  readonly roles: ReadonlySet<string>;
  readonly sessions: Sessions;
  readonly nowMs: () => number;
}
