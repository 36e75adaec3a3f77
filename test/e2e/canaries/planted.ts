import { expect } from 'vitest';
import { type Produced, placesOf } from '../../support/produced.ts';

/** Each is planted in one place, and must be found in no other; tests that run beside these have their own. */
export const CANARY = {
  environment: `canary-environment-${process.pid}z`,
  keyId: `CANARYKEYID${process.pid}z`,
  secret: `canary-secret-${process.pid}z`,
  inline: `canary-inline-${process.pid}z`,
  weighted: `canary-weighted-${process.pid}z`,
  object: `canary-object-${process.pid}z`,
  preProcessed: `canary-preprocessed-${process.pid}z`,
  answer: `canary-answer-${process.pid}z`,
} as const;
export type Canary = keyof typeof CANARY;

export const SECRETS: readonly Canary[] = ['environment', 'keyId', 'secret'];
export const EVENTS: readonly Canary[] = ['inline', 'weighted', 'object', 'preProcessed', 'answer'];

/** A payload of the input is in the input, and in the states that carry it to the Executor. */
export const ON_ITS_WAY = [
  'input',
  'ExecutionStarted',
  'Initializer in',
  'initializer gets',
  'initializer gives',
  'Initializer out',
  'Publisher in',
  'Publisher out',
  'Measure in',
  'Executor in',
  'executor gets',
  'Executor out',
  'Enough samples? in',
  'Enough samples? out',
  'Digest in',
  'Measure out',
  'Analyzer in',
  'analyzer gets',
];

/** Prints and answers what it knows, and fails as its event says. */
export const TALKATIVE = `
  export const handler = async (event, context) => {
    const all = JSON.stringify({ event, environment: process.env, context });
    console.log(all);
    process.stdout.write(all);
    if (event.fail === 'throw') throw Object.assign(new Error('refused: ' + all), { name: event.text, event });
    if (event.fail === 'crash') { setTimeout(() => { throw Object.assign(new Error(all), { name: event.text }); }); await new Promise(() => {}); }
    if (event.fail === 'exit') { console.error(all); process.exit(1); }
    return { all, answer: '${CANARY.answer}' };
  };`;

export const ENVIRONMENT = { Environment: { Variables: { SECRET: CANARY.environment } } };

/** @param but places where they are allowed */
export function expectNoneOf(
  canaries: readonly Canary[],
  produced: readonly Produced[],
  but: readonly string[] = [],
): void {
  for (const canary of canaries) {
    const places = placesOf(CANARY[canary], produced).filter((where) => !but.includes(where));
    expect({ canary, places }).toEqual({ canary, places: [] });
  }
}
