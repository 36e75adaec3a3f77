import type * as z from 'zod';
import { ApiError, notModelled } from '../api-error.ts';
import { validationError } from './errors.ts';

/** What a schema's checks are about: an API action, for its errors' texts. */
interface Checked {
  readonly action: string;
  /** What the service calls a request that breaks a constraint. Default: what Lambda does. */
  readonly refusedAs?: string;
}

/**
 * Reads a request's members by the action's schema.
 * @throws ApiError ValidationException (or what the service calls it) in AWS's words, SerializationException for a wrong type,
 * NotModelled for a member that the schema doesn't know: ignoring it would answer something else than was asked
 */
export function parseMembers<T extends z.ZodType>(schema: T, members: unknown, of: Checked): z.output<T> {
  const parsed = schema.safeParse(members);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  refuseUnknown(issues, of);
  refuseWrongTypes(issues, members);
  throw validationError(
    issues.map((issue) => violation(issue, members)),
    of.refusedAs,
  );
}

/** @throws ApiError SerializationException */
export function parseJsonBody(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new ApiError('SerializationException', 'the request body is not JSON');
  }
}

function refuseUnknown(issues: readonly z.core.$ZodIssue[], { action }: Checked): void {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  if (unknown.length === 0) return;
  throw notModelled(`${unknown.join(', ')} of ${action}`, 'leave it out, or use AWS');
}

function refuseWrongTypes(issues: readonly z.core.$ZodIssue[], members: unknown): void {
  const wrong = issues.find(
    (issue) => issue.code === 'invalid_type' && valueAt(members, issue.path) !== undefined,
  );
  if (wrong?.code !== 'invalid_type') return;
  throw new ApiError(
    'SerializationException',
    `${wrong.path.join('.') || 'the body'} must be ${wrong.expected}`,
  );
}

function violation(issue: z.core.$ZodIssue, members: unknown): string {
  const item = issue.path.findIndex((step) => typeof step === 'number');
  const path = item === -1 ? ownPath(issue) : issue.path.slice(0, item);
  const constraint =
    item === -1 ? constraintOf(issue) : `Member must satisfy constraint: [${constraintOf(issue)}]`;
  return `Value ${shown(valueAt(members, path), path)} at '${memberPath(path)}' failed to satisfy constraint: ${constraint}`;
}

/** A wrong key is the fault of the map that it is in. */
function ownPath({ code, path }: z.core.$ZodIssue): readonly PropertyKey[] {
  return code === 'invalid_key' ? path.slice(0, -1) : path;
}

function constraintOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return 'Member must not be null';
    case 'too_small':
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${patternSource(issue.pattern)}`;
    default:
      return issue.message;
  }
}

function measure(origin: string): string {
  return origin === 'number' || origin === 'int' ? 'value' : 'length';
}

/** zod gives `/^…$/u`, with its slashes escaped; AWS shows the pattern alone. */
function patternSource(pattern: string | undefined): string {
  return (pattern ?? '')
    .replace(/^\/\^?/, '')
    .replace(/\$?\/[a-z]*$/, '')
    .replaceAll('\\/', '/');
}

/** AWS names members with a small first letter: `ephemeralStorage.size`. */
function memberPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => String(step))
    .map((step) => step.charAt(0).toLowerCase() + step.slice(1))
    .join('.');
}

function shown(value: unknown, path: readonly PropertyKey[]): string {
  if (value === undefined) return 'null';
  // An environment may hold secrets, and this text ends up in a client's log.
  if (path[0] === 'Environment') return "'***'";
  if (Array.isArray(value)) return `'[${value.join(', ')}]'`;
  return `'${typeof value === 'object' ? JSON.stringify(value) : String(value)}'`;
}

function valueAt(members: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    members,
  );
}
