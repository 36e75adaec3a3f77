import { isResolved, resolveValue, type Scope } from './resolve.ts';

/**
 * Whether a condition of a template holds.
 * @returns undefined where that depends on what is known only once it is deployed.
 */
export function condition(expression: unknown, scope: Scope): boolean | undefined {
  const [entry] = typeof expression === 'object' && expression !== null ? Object.entries(expression) : [];
  if (entry === undefined) return undefined;
  const [name, given] = entry;
  const operands: readonly unknown[] = Array.isArray(given) ? given : [];
  switch (name) {
    case 'Condition': {
      const { Conditions = {} } = scope.template;
      return Object.hasOwn(Conditions, String(given))
        ? condition(Conditions[String(given)], scope)
        : undefined;
    }
    case 'Fn::Equals':
      return equal(operands, scope);
    case 'Fn::Not': {
      const holds = condition(operands[0], scope);
      return holds === undefined ? undefined : !holds;
    }
    case 'Fn::And':
      return decided(operands, scope, false);
    case 'Fn::Or':
      return decided(operands, scope, true);
    default:
      return undefined;
  }
}

function equal(operands: readonly unknown[], scope: Scope): boolean | undefined {
  const [left, right] = operands.map((operand) => resolveValue(operand, scope));
  return isResolved(left) && isResolved(right) ? String(left) === String(right) : undefined;
}

/** One operand of this value decides; without one, all have to be known. */
function decided(operands: readonly unknown[], scope: Scope, deciding: boolean): boolean | undefined {
  const results = operands.map((operand) => condition(operand, scope));
  if (results.includes(deciding)) return deciding;
  return results.includes(undefined) ? undefined : !deciding;
}
