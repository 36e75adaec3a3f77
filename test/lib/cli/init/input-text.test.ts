import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type CommentedKey, INPUT_KEYS } from '../../../../lib/cli/init/input-keys.ts';
import { defaultOf, inputText } from '../../../../lib/cli/init/input-text.ts';
import { checkInput, inputSchema } from '../../../../lib/contract/index.ts';

const text = inputText('orders', 'power-tuner.yaml');
const KEYS = Object.keys(INPUT_KEYS) as CommentedKey[];
/** The text with the comment sign of these keys taken off. */
const using = (keys: readonly string[]) =>
  text.replaceAll(/^#(\w+):/gm, (line, key) => (keys.includes(key) ? `${key}:` : line));

describe('inputText', () => {
  it('has every key of the schema, and no other', () => {
    expect(['lambdaARN', ...KEYS].sort()).toEqual(Object.keys(inputSchema.shape).sort());
    const inText = [...text.matchAll(/^#?(\w+):/gm)].map(([, key]) => key);
    expect(inText).toEqual(['lambdaARN', ...KEYS]);
  });

  it('is a valid input as it is', () => {
    expect(parse(text)).toEqual({ lambdaARN: 'orders' });
    expect(checkInput(parse(text)).ok).toBe(true);
  });

  it.each(KEYS)('is a valid input with the comment sign of %s taken off', (key) => {
    const input = parse(using([key]));
    expect(Object.keys(input)).toEqual(['lambdaARN', key]);
    expect(checkInput(input)).toMatchObject({ ok: true });
  });

  it('changes something with each key whose default is a switch', () => {
    for (const key of KEYS.filter((one) => typeof defaultOf(one) === 'boolean')) {
      expect(parse(using([key]))[key]).toBe(!defaultOf(key));
    }
  });

  it('says of each key what is allowed and what it is by default, as the schema has it', () => {
    expect(text).toContain(`# Invocations for each candidate; in a search, of one at most.
# Allowed: a whole number from 5 to 100000.
# Default: 50.
#num: 50
`);
    expect(text).toMatch(/# Allowed: "cost", "speed", "balanced".\n# Default: cost.\n#strategy: cost/);
    for (const key of KEYS) {
      // A default is the schema's or is said in words: not both, and not neither.
      expect(INPUT_KEYS[key].unset === undefined, key).toBe(defaultOf(key) !== undefined);
    }
  });

  it('begins with the function and the command that uses it', () => {
    const lines = text.split('\n').filter((line) => !line.startsWith('# '));
    expect(lines.find((line) => line !== '' && !line.startsWith('#'))).toBe('lambdaARN: orders');
    expect(text).toContain('#   power-tuner tune --input power-tuner.yaml\n');
    expect(inputText(undefined, 'a.yaml')).toContain('lambdaARN: my-function\n');
  });

  it('quotes what YAML would read as something else', () => {
    expect(parse(inputText('123', 'a.yaml')).lambdaARN).toBe('123');
    expect(parse(inputText('./a: b #c', 'a.yaml')).lambdaARN).toBe('./a: b #c');
  });
});
