import { condition } from './condition.ts';
import type { Template } from './template.ts';

/** What a template's expressions are resolved with. */
export interface Scope {
  readonly template: Template;
  readonly region: string;
  readonly accountId: string;
}

/** An expression that has no value on this machine: a resource's name, an import, a parameter without default. */
export class Unresolved {
  readonly expression: unknown;
  constructor(expression: unknown) {
    this.expression = expression;
  }
  /** Names what it depends on, but not the text around it, which may be a secret's. */
  toString(): string {
    const [entry] =
      typeof this.expression === 'object' && this.expression !== null ? Object.entries(this.expression) : [];
    if (entry === undefined) return 'a dynamic reference';
    const [name, argument] = entry;
    const short = `!${name.replace('Fn::', '')}`;
    return ['!Ref', '!GetAtt'].includes(short) ? `${short} ${[argument].flat().join('.')}` : short;
  }
}

/** `AWS::NoValue`: as if the property weren't there. */
const NO_VALUE = Symbol('AWS::NoValue');

/**
 * A template's value with its intrinsic functions carried out, as far as that is possible without
 * deploying it: parameters by their defaults, pseudo parameters, mappings, conditions and text.
 * @returns the value, with an Unresolved in each place that has none.
 */
export function resolveValue(value: unknown, scope: Scope): unknown {
  const resolved = evaluate(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

function evaluate(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string' && value.includes('{{resolve:')) return new Unresolved(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(item, scope)).filter((item) => item !== NO_VALUE);
  }
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && /^(Ref|Fn::.+)$/.test(first[0])) {
    return called(first[0], first[1], scope) ?? new Unresolved(value);
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, evaluate(item, scope)]).filter(([, item]) => item !== NO_VALUE),
  );
}

/** @returns undefined where the function, or what it is given, can't be resolved. */
function called(name: string, argument: unknown, scope: Scope): unknown {
  if (name === 'Fn::If') return chosen(argument, scope);
  const intrinsic = INTRINSICS.get(name);
  if (intrinsic === undefined) return undefined;
  const given = evaluate(argument, scope);
  return isResolved(given) ? intrinsic(given, scope) : undefined;
}

/** @returns undefined where there is no value for what is given. */
type Intrinsic = (given: unknown, scope: Scope) => unknown;

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (name, scope) => reference(String(name), scope)],
  ['Fn::Sub', substituted],
  ['Fn::Join', joined],
  ['Fn::Select', selected],
  ['Fn::Split', split],
  ['Fn::FindInMap', mapped],
]);

function joined(given: unknown): unknown {
  const [separator, items] = listOf(given);
  return Array.isArray(items) ? items.map(String).join(String(separator)) : undefined;
}

function selected(given: unknown): unknown {
  const [index, items] = listOf(given);
  return listOf(items)[Number(index)];
}

function split(given: unknown): unknown {
  const [separator, text] = listOf(given);
  return String(text).split(String(separator));
}

function reference(name: string, { template, region, accountId }: Scope): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  if (name === 'AWS::Region') return region;
  if (name === 'AWS::AccountId') return accountId;
  if (name === 'AWS::Partition') return partitionOf(region);
  if (name === 'AWS::URLSuffix') return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const parameter = own(template.Parameters, name);
  if (parameter?.Default === undefined || parameter.Type.startsWith('AWS::SSM::')) return undefined;
  return /^(CommaDelimitedList|List<)/.test(parameter.Type)
    ? String(parameter.Default).split(/\s*,\s*/)
    : parameter.Default;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** `${Name}` in a text, or in the first of a list whose second has values; `${!Name}` stands for itself. */
function substituted(given: unknown, scope: Scope): unknown {
  const [text, values] = Array.isArray(given) ? given : [given, {}];
  let missing = false;
  const result = String(text).replaceAll(/\$\{([^}]+)\}/g, (whole, inside: string) => {
    if (inside.startsWith('!')) return `\${${inside.slice(1)}}`;
    const value = own(values as Record<string, unknown>, inside.trim()) ?? reference(inside.trim(), scope);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return String(value);
    }
    missing = true;
    return whole;
  });
  return missing ? undefined : result;
}

function mapped(given: unknown, { template }: Scope): unknown {
  const [map, key, member] = listOf(given).map(String);
  return own(own(own(template.Mappings, map), key), member);
}

function chosen(argument: unknown, scope: Scope): unknown {
  const [name, whenTrue, whenFalse] = listOf(argument);
  const holds = condition({ Condition: name }, scope);
  if (holds === undefined) return undefined;
  return evaluate(holds ? whenTrue : whenFalse, scope);
}

/** Whether there is a value in every place. */
export function isResolved(value: unknown): boolean {
  if (value instanceof Unresolved) return false;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isResolved);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string | undefined): T | undefined {
  return key !== undefined && typeof record === 'object' && Object.hasOwn(record, key)
    ? record[key]
    : undefined;
}
