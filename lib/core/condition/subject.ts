import {
  type Candidate,
  type CandidateResult,
  candidateKey,
  type TuningResult,
} from '../../contract/index.ts';
import { name } from '../analysis/names.ts';
import type { Condition, Role } from './condition.ts';

/** The configuration whose figure is judged. */
export interface Subject {
  readonly candidate: CandidateResult;
  readonly role: Role;
  /** Why it is not the current one, where nothing else was asked for. */
  readonly because?: string;
}

/**
 * Which configuration of a result a condition is about. One that fails now is no reason to look at another:
 * whoever broke it would pass the check.
 * @returns why there is none, in words
 */
export function subjectOf(result: TuningResult, { role }: Pick<Condition, 'role'>): Subject | string {
  if (role !== undefined) return inRole(result, role);
  const { baseline } = result;
  if (baseline === undefined) return instead(result, 'the current configuration was not to be measured');
  if (baseline.status === 'measured' || baseline.status === 'failed') return inRole(result, 'current');
  return instead(result, `the current ${name(baseline)} is ${standing(baseline)}`);
}

/** The configuration that has a role in a result. */
export function inRole(result: TuningResult, role: Role): Subject | string {
  const candidate = role === 'current' ? result.baseline : same(result.candidates, result.recommendation);
  if (candidate === undefined) {
    return role === 'current'
      ? 'the current configuration was not to be measured'
      : 'the recommended configuration is not among the candidates';
  }
  return candidate.status === 'measured'
    ? { candidate, role }
    : `the ${role} ${name(candidate)} is ${standing(candidate)}`;
}

/** The same configuration in another result. */
export function same(candidates: readonly CandidateResult[], wanted: Candidate): CandidateResult | undefined {
  return candidates.find((candidate) => candidateKey(candidate) === candidateKey(wanted));
}

function instead(result: TuningResult, because: string): Subject | string {
  const recommended = inRole(result, 'recommended');
  return typeof recommended === 'string' ? recommended : { ...recommended, because };
}

function standing({ status, reason }: CandidateResult): string {
  return `${status}${reason === undefined ? '' : `: ${reason}`}`;
}
