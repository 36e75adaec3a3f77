import { fromBase64 } from '../base64.ts';
import type { Currency } from '../numbers.ts';
import { isDrawable, nameOf } from './lenient.ts';
import { MALFORMED_LINK, NotAResult } from './not-a-result.ts';

/** One curve of averages. */
export interface AveragesSet {
  readonly name: string;
  readonly points: readonly {
    readonly memoryMB: number;
    readonly durationMs: number;
    /** Of one invocation. */
    readonly cost: number;
  }[];
}

/**
 * The curves of aws-lambda-power-tuning's links, `<sizes>;<times>;<costs>`, or two of them and their names:
 * `s1;t1;c1;s2;t2;c2;name1;name2`. A trailing `;` is accepted.
 * @throws NotAResult where it is none.
 */
export function setsOf(fragment: string): AveragesSet[] {
  const parts = fragment.replace(/;$/, '').split(';');
  const paired = parts.length >= 6;
  if (parts.length < 3 || (!paired && parts.length > 3)) throw new NotAResult(MALFORMED_LINK);
  const names = paired ? [nameOfSet(parts[6], 'first'), nameOfSet(parts[7], 'second')] : ['measured'];
  // Two curves of one name would be drawn as one.
  if (names[0] === names[1]) names[1] = `${names[1]} (second)`;
  return names.map((name, index) => ({ name, points: pointsOf(parts.slice(3 * index, 3 * index + 3)) }));
}

export function currencyOf(link: string): Currency {
  return /[?&]currency=CNY\b/.test(link.split('#')[0] ?? '') ? 'CNY' : 'USD';
}

/** Some programs write the `;`, `=`, `/` and `+` of a link as escapes. Base64 holds no per cent. */
export function decodedFragment(link: string): string {
  const fragment = link.slice(link.indexOf('#') + 1);
  // Where there is one as it is, an escaped one belongs to a name.
  const escapes = fragment.includes(';') ? /%3D|%2F|%2B/gi : /%3B|%3D|%2F|%2B/gi;
  return fragment.replaceAll(escapes, decodeURIComponent);
}

function nameOfSet(escaped: string | undefined, otherwise: string): string {
  if (escaped === undefined || escaped === '') return otherwise;
  try {
    return nameOf(decodeURIComponent(escaped)) || otherwise;
  } catch {
    return nameOf(escaped);
  }
}

function pointsOf([sizes = '', times = '', costs = '']: readonly string[]): AveragesSet['points'] {
  const memory = numbersOf(sizes, 2, (view, at) => view.getInt16(at, true));
  const durations = numbersOf(times, 4, (view, at) => view.getFloat32(at, true));
  const prices = numbersOf(costs, 4, (view, at) => view.getFloat32(at, true));
  return memory.flatMap((memoryMB, index) => {
    const durationMs = durations[index];
    const cost = prices[index];
    const known =
      durationMs !== undefined && cost !== undefined && isDrawable(durationMs) && isDrawable(cost);
    return known && memoryMB > 0 ? [{ memoryMB, durationMs, cost }] : [];
  });
}

function numbersOf(text: string, size: number, at: (view: DataView, offset: number) => number): number[] {
  try {
    const bytes = fromBase64(text);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => at(view, index * size));
  } catch (error) {
    throw new NotAResult(MALFORMED_LINK, { cause: error });
  }
}
