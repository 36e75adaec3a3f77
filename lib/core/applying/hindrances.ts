import { type CandidateResult, candidateKey, type Decision, type Plan } from '../../contract/index.ts';
import { significant } from '../analysis/figure.ts';
import { list, name } from '../analysis/names.ts';
import { savesSurely } from '../history/outcome.ts';
import { type Answer, answerOf } from './answer.ts';
import { TOOL_NAMES } from './tool-names.ts';
import { keepsBrokenLimit } from './worth.ts';

/** Why an answer is not applied by itself. */
export interface Hindrance {
  /** For programs. */
  readonly code: string;
  /** A clause, with the remedy where there is one. */
  readonly reason: string;
}

/** How sure a grid has to be of its choice; a search says itself how sure it was to become. */
const SURE = 0.95;

/**
 * What stands against applying an answer without asking (`apply: "auto"`). Nothing does where
 *
 * - the whole interval of what it saves, of what the strategy looks at, is at least `minSaving`;
 * - the choice is sure: the search got as sure as it was to become, or of a grid none that was measured is better
 *   with a probability of 95%;
 * - the limits are kept, and surely;
 * - it leaves memory free, and failed no more often than the current configuration;
 * - nothing else owns the value, or `applyManaged` says that it doesn't matter;
 * - what would be changed is the code that was measured;
 * - no canary has taken the same configuration of the same code back.
 *
 * All that stands against it, where it is worth a change at all.
 */
export function hindrances(plan: Plan, decision: Decision): Hindrance[] {
  const answer = answerOf(plan, decision);
  const saving = savingHindrance(answer);
  if (saving?.code === 'saving-too-small' && !keepsBrokenLimit(answer)) return [saving];
  return [...(saving === undefined ? [] : [saving]), ...otherHindrances(answer)];
}

/**
 * What stands against giving an alias what the function itself has already: all but what it saves, which is told
 * against the function.
 */
export function hindrancesOfAlias(plan: Plan, decision: Decision): Hindrance[] {
  return otherHindrances(answerOf(plan, decision));
}

function otherHindrances(answer: Answer): Hindrance[] {
  const all = [
    choiceHindrance(answer),
    limitsHindrance(answer),
    memoryHindrance(answer),
    failuresHindrance(answer),
    ownerHindrance(answer.plan),
    codeHindrance(answer.plan),
    canaryHindrance(answer),
  ];
  return all.filter((one) => one !== undefined);
}

function savingHindrance(answer: Answer): Hindrance | undefined {
  const { plan, comparable, current, saved, minSavingPercent } = answer;
  if (savesSurely(comparable, minSavingPercent, plan.balancedWeight)) return undefined;
  if (saved === undefined || current === undefined) {
    return { code: 'saving-unknown', reason: `what it saves is not known: ${whyUnknown(answer)}` };
  }
  if (saved.mean < minSavingPercent)
    return { code: 'saving-too-small', reason: tooSmall(answer, saved.mean) };
  const mean = `on average it saves ${percent(saved.mean)} ${savedOf(answer)}`;
  const reason =
    saved.surely === undefined
      ? `${mean}, but too few samples came to say how sure that is`
      : `${mean}, but the interval of that begins at ${percent(saved.surely)}, and minSaving is ${percent(minSavingPercent)}: more samples (num, maxInvocations) tell more`;
  return { code: 'saving-unsure', reason };
}

function whyUnknown({ plan: { baseline }, current }: Answer): string {
  if (baseline === undefined) return 'with baseline: false the current configuration is not measured';
  if (current?.status !== 'measured')
    return `${name(baseline)}, which the function has, could not be measured`;
  return 'the current configuration costs or takes nothing, or was measured in another way';
}

function tooSmall(answer: Answer, mean: number): string {
  const saves = mean > 0 ? `it saves ${percent(mean)} ${savedOf(answer)}` : 'it saves nothing';
  const why = keepsBrokenLimit(answer)
    ? 'it is recommended since the current configuration breaks a limit of the input'
    : `minSaving is ${percent(answer.minSavingPercent)}`;
  return `${saves}: ${why}`;
}

function savedOf({ comparable: { recommendation } }: Answer): string {
  const { strategy } = recommendation;
  if (strategy === 'balanced') return 'of cost and time, by their weights';
  return strategy === 'cost' ? 'of the cost' : 'of the time';
}

/** With one candidate there is nothing that could be better. */
function choiceHindrance({
  plan: { search },
  comparable: { recommendation },
}: Answer): Hindrance | undefined {
  const code = 'choice-unsure';
  if (search !== undefined) {
    const { sure = 0 } = search.outcome ?? {};
    if (sure >= search.confidence) return undefined;
    const reason = `the search is ${percent(sure * 100)} sure that it is within ${percent(search.tolerance * 100)} of the best, and was to be ${percent(search.confidence * 100)} sure: a larger maxInvocations tells more`;
    return { code, reason };
  }
  const { confidence, nextBest, ties } = recommendation;
  if ((confidence ?? 0) >= SURE || nextBest === undefined) return undefined;
  const tied = ties.length === 0 ? '' : ` (it can't be told apart from ${list(ties)})`;
  const sure = confidence === undefined ? 'not known how sure it is' : `${percent(confidence * 100)} sure`;
  const reason = `it is ${sure} that nothing measured is better${tied}, and takes ${percent(SURE * 100)}: a larger num tells more`;
  return { code, reason };
}

function limitsHindrance({ comparable: { recommendation } }: Answer): Hindrance | undefined {
  const { limits } = recommendation;
  if (limits === undefined || limits.sure) return undefined;
  const { limit, note } = limits.worst;
  const why = note === undefined ? '' : ` (${note})`;
  return {
    code: 'limits-unsure',
    reason: `that it keeps the limits is not sure, ${limit} the least${why}: a larger num tells more`,
  };
}

function memoryHindrance({ recommended }: Answer): Hindrance | undefined {
  if (!recommended?.memoryTight) return undefined;
  const { maxMemoryUsedMB, memoryMB } = recommended;
  return {
    code: 'memory-too-tight',
    reason: `the function used ${maxMemoryUsedMB} of ${memoryMB} MB, and a larger event may run out of memory`,
  };
}

function failuresHindrance({ recommended, current }: Answer): Hindrance | undefined {
  const [own, now] = [failed(recommended), failed(current)];
  if (own <= now) return undefined;
  return {
    code: 'fails-more',
    reason: `${percent(own * 100)} of its invocations gave no sample, of the current configuration ${percent(now * 100)}`,
  };
}

/** Share of the invocations that gave no sample. */
function failed(candidate: CandidateResult | undefined): number {
  if (candidate === undefined || candidate.invocations === 0) return 0;
  return candidate.failures.reduce((sum, { count }) => sum + count, 0) / candidate.invocations;
}

/** A version or an alias was tuned, beside which `$LATEST` is newer. */
function codeHindrance({ target }: Plan): Hindrance | undefined {
  if (target.latest.codeSha256 === target.codeSha256) return undefined;
  return {
    code: 'latest-has-other-code',
    reason: `$LATEST has other code than what was measured (version ${target.version}), and a version can't be changed: release that code, or tune the function without a version or alias`,
  };
}

function ownerHindrance({ afterwards: { owner, applyManaged } }: Plan): Hindrance | undefined {
  if (owner === undefined || applyManaged) return undefined;
  const tool = TOOL_NAMES[owner.tool];
  return {
    code: 'managed-elsewhere',
    reason: `by its tags the function is deployed with ${tool}, whose next deployment would undo it: change it there, or have it applied nevertheless (applyManaged: true)`,
  };
}

function canaryHindrance({
  plan: { afterwards },
  comparable: { recommendation },
}: Answer): Hindrance | undefined {
  const back = afterwards.wentBack?.find((one) => candidateKey(one) === candidateKey(recommendation));
  if (back === undefined) return undefined;
  return {
    code: 'canary-went-back',
    reason: `a canary of the run of ${back.startedAt.slice(0, 10)} took it back with the same code: ${back.reason}. autoOptimize: true tries it again`,
  };
}

const PERCENT_DIGITS = 3;

function percent(percents: number): string {
  return `${significant(percents, PERCENT_DIGITS)}%`;
}
