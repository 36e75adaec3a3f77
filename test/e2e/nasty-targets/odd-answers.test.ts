import { describeNasty } from './describe-nasty.ts';
import type { Nasty } from './nasty-target.ts';

/** Lambda's limit for the answer of a synchronous invocation, as JSON. */
const MOST_BYTES = 6_291_556;

const answering = (expression: string): string => `export const handler = async (event) => ${expression};`;

const ANSWERS: readonly Nasty[] = [
  { name: 'answers with 6 MB', code: answering(`'x'.repeat(${MOST_BYTES - 2})`) },
  {
    name: 'answers with a byte more',
    code: answering(`'x'.repeat(${MOST_BYTES - 1})`),
    fails: /^2 of 2 invocations failed: Function\.ResponseSizeTooLarge: Response payload size exceeded/,
  },
  {
    name: 'answers with ten times as much',
    code: answering("'x'.repeat(60_000_000)"),
    fails: /^2 of 2 invocations failed: Function\.ResponseSizeTooLarge: /,
  },
  { name: 'answers with nothing', code: 'export const handler = () => {};' },
  { name: 'answers with NaN', code: answering('NaN') },
  { name: 'answers with a function', code: answering('() => 1') },
  {
    name: 'answers with something that only looks like an error',
    code: answering("({ errorType: 'Error', errorMessage: 'no' })"),
  },
  { name: 'answers with half a character', code: answering("'\\ud83d'") },
  {
    name: 'answers with a thenable',
    code: 'export const handler = () => ({ then: (resolve) => resolve(1) });',
  },
  {
    name: 'answers with a BigInt',
    code: answering('1n'),
    fails: /^2 of 2 invocations failed: Runtime\.JSONStringifyError: /,
  },
  {
    name: 'answers with what holds itself',
    code: 'export const handler = async () => { const all = {}; all.all = all; return all; };',
    fails: /^2 of 2 invocations failed: Runtime\.JSONStringifyError: /,
  },
  {
    name: 'answers with what refuses to be JSON',
    code: answering("({ toJSON() { throw new Error('no'); } })"),
    fails: /^2 of 2 invocations failed: Runtime\.JSONStringifyError: /,
  },
  {
    name: 'answers with what is nested too deeply',
    code: 'export const handler = async () => { let all = []; for (let n = 0; n < 1e6; n += 1) all = [all]; return all; };',
    fails: /^2 of 2 invocations failed: Runtime\.JSONStringifyError: /,
  },
  {
    name: 'never answers, with nothing left to wait for',
    code: 'export const handler = () => new Promise(() => {});',
    fails: /^2 of 2 invocations failed: Runtime\.ExitError: .*without providing a reason$/,
  },
  {
    name: 'answers in its own way, and then once more',
    code: `export const handler = async (event, { awsRequestId }) => {
      const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
      await fetch(api + awsRequestId + '/response', { method: 'POST', body: '"early"' });
      return 'late';
    };`,
  },
  {
    name: 'changes its event, and finds it unchanged the next time',
    code: `export const handler = async (event) => {
      if (JSON.stringify(event) !== '{"order":{"items":[1,2]}}') throw new Error(JSON.stringify(event));
      event.order.items.push(3);
      event.order.event = Object.freeze(event);
    };`,
  },
  {
    name: 'changes what JavaScript itself has',
    code: `export const handler = async () => {
      Object.prototype.statusCode = 500;
      Array.prototype.at = () => { throw new Error('no'); };
      Date.now = () => 0;
      performance.now = () => Number.NaN;
      process.hrtime.bigint = () => 0n;
      process.exit = () => {};
      console.log = () => { throw new Error('no'); };
    };`,
  },
  { name: 'answers in a fraction of a millisecond', code: 'export const handler = () => 1;' },
  {
    name: 'takes two seconds',
    code: 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 2000));',
  },
];

describeNasty('a function that answers oddly', {
  functionName: 'odd',
  nasties: ANSWERS,
  input: { payload: { order: { items: [1, 2] } }, num: 5 },
});
