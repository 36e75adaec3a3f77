import { stringify } from 'yaml';
import { checkInput, inputSchema } from '../../contract/index.ts';
import { wrapped } from '../../report/fit.ts';
import { type CommentedKey, INPUT_KEYS } from './input-keys.ts';

const COLUMNS = 100;
const PLACEHOLDER = 'my-function';

/**
 * An input to begin with: YAML, every key commented out with what it means, what is allowed and its default.
 * `# ` begins what is to be read, `#` alone what is to be used.
 * @param target what is tuned; a placeholder where it is absent
 * @param file what the text is going to be called, for the command that uses it
 */
export function inputText(target: string | undefined, file: string): string {
  const groups = Map.groupBy(Object.entries(INPUT_KEYS), ([, { group }]) => group);
  return [
    remark('Input of power-tuner. Take the # from a key to use it, and start a run with:'),
    `#   power-tuner tune --input ${file}`,
    '',
    remark(`The function to tune: ${allowed('lambdaARN')}. Or a folder, zip or template on this machine.`),
    yaml('lambdaARN', target ?? PLACEHOLDER),
    ...[...groups].map(([group, keys]) =>
      ['', heading(group), ...keys.map(([key]) => keyText(key as CommentedKey))].join('\n'),
    ),
    '',
  ].join('\n');
}

function heading(group: string): string {
  return `# ---- ${group} ${'-'.repeat(Math.max(4, COLUMNS - group.length - 8))}`;
}

function keyText(key: CommentedKey): string {
  const { meaning, unset, example } = INPUT_KEYS[key];
  const fallback = defaultOf(key);
  const kinds = allowed(key);
  return [
    '',
    remark(meaning),
    ...(kinds === undefined ? [] : [remark(`Allowed: ${kinds}.`)]),
    remark(`Default: ${unset ?? inYaml(fallback)}.`),
    // Taking the # from a switch turns it.
    `#${yaml(key, typeof fallback === 'boolean' ? !fallback : (example ?? fallback))}`,
  ].join('\n');
}

/** The contract's own words for what a key may be; none of the payload, which may be anything. */
function allowed(key: keyof typeof inputSchema.shape): string | undefined {
  // Nothing takes null but the payload.
  const checked = checkInput({ lambdaARN: PLACEHOLDER, [key]: null });
  return checked.ok ? undefined : checked.problems[0]?.allowed;
}

/** Undefined where a key has no default of its own. */
export function defaultOf(key: CommentedKey): unknown {
  return inputSchema.shape[key].safeParse(undefined).data;
}

function remark(text: string): string {
  return wrapped(text, { columns: COLUMNS - 2 }).replaceAll(/^/gm, '# ');
}

function yaml(key: string, value: unknown): string {
  return `${key}: ${inYaml(value)}`;
}

function inYaml(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}
