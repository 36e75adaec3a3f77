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
type Canary = keyof typeof CANARY;

const SECRETS: readonly Canary[] = ['environment', 'keyId', 'secret'];
/** Payloads that the input itself holds. */
const IN_INPUT: readonly Canary[] = ['inline', 'weighted'];
/** Events that come from elsewhere: S3, a pre-processor, the target. */
const FROM_ELSEWHERE: readonly Canary[] = ['object', 'preProcessed', 'answer'];

/** A payload of the input is in the input, and in the states that carry it to the Executor. */
const ON_ITS_WAY = [
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
  'Lost in',
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

/** No secret and no event is anywhere but a payload of the input on its way to the Executor. */
export function expectOnlyOnItsWay(produced: readonly Produced[]): void {
  expectNoneOf([...SECRETS, ...FROM_ELSEWHERE], produced);
  expectNoneOf(
    IN_INPUT,
    produced.filter(({ where }) => !ON_ITS_WAY.includes(where)),
  );
}

/** None of them is anywhere. */
export function expectNone(produced: readonly Produced[]): void {
  expectNoneOf(Object.keys(CANARY) as Canary[], produced);
}

function expectNoneOf(canaries: readonly Canary[], produced: readonly Produced[]): void {
  const found = canaries.map((canary) => ({ canary, places: placesOf(CANARY[canary], produced) }));
  expect(found.filter(({ places }) => places.length > 0)).toEqual([]);
}
