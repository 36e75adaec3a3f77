import { ProbeNotCreated, type Round } from '../contract/index.ts';
import { errorName, errorText } from './error-text.ts';

/**
 * Whether Lambda rejects this one configuration, as new accounts' 3,008 MB limit does: the other candidates
 * go on.
 */
export function isRefusal(error: unknown): boolean {
  const name = errorName(error);
  return name === 'ValidationException' || name === 'InvalidParameterValueException';
}

export function refusal(what: string, error: unknown): string {
  return `Lambda refused to ${what}: ${errorText(error)}`;
}

/** @throws ProbeNotCreated where Lambda refused every single candidate of a round. */
export function assertAny(round: Round, remedy = ''): Round {
  const [first] = round.work;
  if (first?.refused !== undefined && round.work.every(({ refused }) => refused !== undefined)) {
    throw new ProbeNotCreated(`no candidate could be made: ${first.refused}${remedy}`);
  }
  return round;
}
