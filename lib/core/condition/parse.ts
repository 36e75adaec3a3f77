import { nearest } from '../../contract/nearest.ts';
import { shown } from '../../contract/shown.ts';
import { significant } from '../analysis/figure.ts';
import {
  CONDITION_FIGURES,
  type Condition,
  type ConditionFigure,
  OPERATORS,
  type Operator,
  ROLES,
  type Role,
  type Threshold,
} from './condition.ts';

export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads `[current|recommended] <figure> <operator> <limit>`, as in `p99 > 300`, `recommended cost > 5`,
 * `mean >= +10%`. Spaces and the case of letters don't matter.
 *
 * What could never hold, or would always, is refused as well: a check that can't fail checks nothing.
 */
export function parseCondition(given: string): ParsedCondition {
  const text = given.trim().replaceAll(/\s+/g, ' ').replaceAll('−', '-');
  const parts = COMPARISON.exec(text);
  const problem = (why: string): ParsedCondition => ({ ok: false, problem: `${shown(given)}: ${why}` });
  if (parts === null)
    return problem(`it compares nothing; allowed: <figure> <limit> with ${OPERATOR_LIST} between`);
  const [, left = '', operator = '', right = ''] = parts;
  if (!isOperator(operator)) return problem(`${operator} is no comparison; allowed: ${OPERATOR_LIST}`);
  const subject = subjectOf(left.trim().toLowerCase());
  if (typeof subject === 'string') return problem(subject);
  const { role, figure } = subject;
  if (figure === 'saving' && role !== undefined) {
    return problem(
      'a saving is what the recommended configuration saves against the current one: leave out which of them',
    );
  }
  const limit = limitOf(right.trim(), figure);
  if (typeof limit === 'string') return problem(limit);
  const why = pointless(figure, operator, limit);
  if (why !== undefined) return problem(why);
  const words = [...(role === undefined ? [] : [role]), figure, operator, limitText(figure, limit)];
  return {
    ok: true,
    condition: {
      text: words.join(' '),
      ...(role === undefined ? {} : { role }),
      figure,
      operator,
      limit,
    },
  };
}

/** Whatever may be meant for a comparison, so that a mistyped one is named. */
const COMPARISON = /^([^<>=!≥≤]*)([<>=!≥≤]+)(.*)$/u;
const OPERATOR_LIST = OPERATORS.join(', ');
const SUBJECTS = [
  ...CONDITION_FIGURES,
  ...ROLES.flatMap((role) =>
    CONDITION_FIGURES.filter((figure) => figure !== 'saving').map((figure) => `${role} ${figure}`),
  ),
];

function isOperator(text: string): text is Operator {
  return (OPERATORS as readonly string[]).includes(text);
}

function subjectOf(left: string): { role?: Role; figure: ConditionFigure } | string {
  const role = ROLES.find((one) => left.startsWith(`${one} `));
  const name = role === undefined ? left : left.slice(role.length + 1);
  const figure = CONDITION_FIGURES.find((one) => one === name);
  if (figure !== undefined) return { ...(role === undefined ? {} : { role }), figure };
  const allowed = `Allowed: ${CONDITION_FIGURES.join(', ')}; current or recommended may stand before`;
  if (left === '') return `it names no figure. ${allowed}`;
  const near = nearest(left, SUBJECTS);
  return `there is no figure ${shown(left)}${near === undefined ? '.' : `; did you mean ${near}?`} ${allowed}`;
}

/** All that a double holds for sure: as typed, without what the product of a unit adds, as in 1.005 · 1000. */
const LIMIT_DIGITS = 15;

const NUMBER = String.raw`(?:\d+(?:\.\d+)?|\.\d+)`;
const RELATIVE = new RegExp(`^([+-]) ?(${NUMBER}) ?%$`);
const ABSOLUTE = new RegExp(`^(-?)(${NUMBER}) ?([a-z%]*)$`, 'i');

function limitOf(right: string, figure: ConditionFigure): Threshold | string {
  const isSaving = figure === 'saving';
  const relative = RELATIVE.exec(right);
  if (relative !== null && !isSaving) {
    const [, sign, digits] = relative;
    return finite('relative', Number(digits) * (sign === '-' ? -1 : 1));
  }
  const absolute = ABSOLUTE.exec(right);
  const [, sign = '', digits, unit = ''] = absolute ?? [];
  const factor = UNITS[figure][unit.toLowerCase()];
  if (absolute === null || factor === undefined || (sign !== '' && !isSaving)) {
    return `the limit is ${right === '' ? 'missing' : shown(right)}; allowed: ${ALLOWED_LIMITS[figure]}${hintAt(right, figure)}`;
  }
  const value = significant(Number(digits) * factor, LIMIT_DIGITS);
  return finite('absolute', sign === '-' ? -value : value);
}

function finite(kind: Threshold['kind'], value: number): Threshold | string {
  // -0 is 0.
  return Number.isFinite(value) ? { kind, value: value + 0 } : 'the limit is larger than any number';
}

const TIMES = { '': 1, ms: 1, s: 1000 };

/** What a limit's unit is worth in the figure's own. */
const UNITS: Readonly<Record<ConditionFigure, Readonly<Record<string, number>>>> = {
  cost: { '': 1 },
  mean: TIMES,
  p50: TIMES,
  p90: TIMES,
  p99: TIMES,
  'cold p99': TIMES,
  init: TIMES,
  memory: { '': 1, mb: 1 },
  saving: { '': 1, '%': 1 },
};

const RELATIVELY = 'or relative to a stored result, as in +10%';
const TIME_LIMITS = `milliseconds, as in 300, 300ms or 0.3s, ${RELATIVELY}`;
const ALLOWED_LIMITS: Readonly<Record<ConditionFigure, string>> = {
  cost: `an amount for a million invocations without a sign of its currency, as in 5.50, ${RELATIVELY}`,
  mean: TIME_LIMITS,
  p50: TIME_LIMITS,
  p90: TIME_LIMITS,
  p99: TIME_LIMITS,
  'cold p99': TIME_LIMITS,
  init: TIME_LIMITS,
  memory: `MB that are used, as in 400 or 400MB, ${RELATIVELY}`,
  saving: 'percent of what is paid now, as in 20%',
};

function hintAt(right: string, figure: ConditionFigure): string {
  if (right === '')
    return figure === 'cost' ? '. In double quotes a shell takes $5 for a variable: write 5' : '';
  if (/^[\d.]+ ?%$/.test(right)) return `. Did you mean +${right.replace(' ', '')}?`;
  return /^[+-] ?[\d.]+ ?[a-z]*$/i.test(right) && figure !== 'saving' ? '. A sign is for percent' : '';
}

const WHOLE = 100;

/** Why such a condition can't tell one result from another; undefined where it can. */
function pointless(
  figure: ConditionFigure,
  operator: Operator,
  { kind, value }: Threshold,
): string | undefined {
  if (kind === 'relative') {
    return value > -WHOLE ? undefined : 'nothing falls by 100% or more; allowed: over -100%';
  }
  if (figure === 'saving') {
    return value < WHOLE ? undefined : 'nothing saves more than everything; allowed: under 100%';
  }
  return value > 0 ? undefined : `${figure} ${operator} 0 says the same of every result; allowed: over 0`;
}

function limitText(figure: ConditionFigure, { kind, value }: Threshold): string {
  if (kind === 'relative') return `${value < 0 ? '' : '+'}${value}%`;
  switch (figure) {
    case 'cost':
      return String(value);
    case 'memory':
      return `${value} MB`;
    case 'saving':
      return `${value}%`;
    default:
      return `${value} ms`;
  }
}
