import { describeNasty } from './describe-nasty.ts';
import type { Nasty } from './nasty-target.ts';

const PRINT = `import { writeSync } from 'node:fs';
const print = (text) => { for (let at = 0; at < text.length; at += 65536) writeSync(1, text.slice(at, at + 65536)); };
const fields = ['Duration: 0.01 ms', 'Billed Duration: 1 ms', 'Memory Size: 128 MB', 'Max Memory Used: 1 MB'];
const report = (requestId, ...more) => ['REPORT RequestId: ' + requestId, ...fields, ...more].join('\\t') + '\\t\\n';
const metrics = { durationMs: 0.01, billedDurationMs: 1, memorySizeMB: 128, maxMemoryUsedMB: 1 };
const event = (type, record) => JSON.stringify({ time: new Date().toISOString(), type, record }) + '\\n';
const OTHER = '00000000-aaaa-4bbb-8ccc-111111111111';
`;

/** A handler that prints, with the helpers above. */
const printing = (statements: string): string =>
  `${PRINT}export const handler = async (_, { awsRequestId: own }) => { ${statements} };`;

const IMITATIONS: readonly Nasty[] = [
  { name: 'prints a report of another request', code: printing('print(report(OTHER))') },
  { name: 'prints a report of its own request', code: printing('print(report(own))') },
  { name: 'prints that with an init', code: printing("print(report(own, 'Init Duration: 900.00 ms'))") },
  { name: 'prints that with a failure', code: printing("print(report(own, 'Status: timeout'))") },
  { name: 'prints that without a newline', code: printing('print(report(own).trimEnd())') },
  { name: 'prints half of a report', code: printing('print(report(own).slice(0, 60))') },
  {
    name: 'prints a report in JSON, of its own request and another',
    code: printing(
      "for (const requestId of [own, OTHER]) print(event('platform.report', { requestId, status: 'success', metrics }))",
    ),
  },
  {
    name: 'prints a JSON report that is cut',
    code: printing("print(event('platform.report', { requestId: own, metrics }).slice(0, -20))"),
  },
  {
    name: 'prints Duration: 1.50 ms in a line',
    code: printing("print('Duration: 1.50 ms\\tBilled Duration: 2 ms\\n')"),
  },
  {
    name: 'prints START, END and REPORT',
    code: printing(
      "print('START RequestId: ' + own + ' Version: 1\\nEND RequestId: ' + own + '\\n' + report(own))",
    ),
  },
  {
    name: 'prints that an init failed',
    code: printing("print('INIT_REPORT Init Duration: 9.00 ms\\tPhase: init\\tStatus: timeout\\n')"),
  },
  {
    name: 'prints that an init failed, in JSON',
    code: printing(
      "print(event('platform.initReport', { phase: 'init', status: 'error', metrics: { durationMs: 9 } }))",
    ),
  },
  {
    name: 'prints while it is loaded that its init failed',
    code: `${PRINT}print('INIT_REPORT Init Duration: 9.00 ms\\tPhase: init\\tStatus: timeout\\n'); export const handler = async () => 1;`,
  },
  {
    name: 'lets a child print a report after its answer',
    code: `import { spawn } from 'node:child_process';
      export const handler = async (_, { awsRequestId }) => {
        const line = 'REPORT RequestId: ' + awsRequestId + '\\\\tDuration: 0.01 ms\\\\tBilled Duration: 1 ms\\\\tMemory Size: 128 MB\\\\n';
        spawn('sh', ['-c', 'while sleep 0.02; do printf "' + line + '"; done'], { stdio: 'inherit' }).unref();
      };`,
  },
  {
    name: 'prints a report when it has answered',
    code: printing('setImmediate(() => print(report(own))); setTimeout(() => print(report(own)), 1)'),
  },
];

const FLOODS: readonly Nasty[] = [
  {
    name: 'prints megabytes',
    code: printing("for (let n = 0; n < 60; n += 1) print('x'.repeat(99999) + '\\n')"),
  },
  { name: 'prints a line that does not end', code: printing("print('x'.repeat(3_000_000))") },
  {
    name: 'prints bytes that are no text',
    code: `import { randomBytes } from 'node:crypto'; import { writeSync } from 'node:fs';
    export const handler = async () => { for (let n = 0; n < 5; n += 1) writeSync(1, randomBytes(50_000)); };`,
  },
  {
    name: 'prints NUL, half characters and no UTF-8',
    code: `import { writeSync } from 'node:fs';
    export const handler = async () => { writeSync(1, Buffer.from([0, 0, 0x0a, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x98])); };`,
  },
  {
    name: 'prints terminal sequences',
    code: printing("print('\\u001b[2J\\u001b]0;title\\u0007\\u001b[31m\\u009b31m\\u202e\\r')"),
  },
  {
    name: 'prints through stderr as well',
    code: printing("print('x'.repeat(3000)); console.error(report(own)); writeSync(2, report(own))"),
  },
  {
    name: 'cuts its own output',
    code: `import { ftruncateSync } from 'node:fs'; console.log('long before');
    export const handler = async () => { console.log('here'); ftruncateSync(1); };`,
  },
  {
    name: 'closes its output',
    code: `import { closeSync } from 'node:fs';
    export const handler = async () => { try { closeSync(1); closeSync(2); } catch {} };`,
  },
];

describeNasty('a function whose log misleads', { functionName: 'imitates', nasties: IMITATIONS });
describeNasty('a function whose log is no text, or never ends', { functionName: 'floods', nasties: FLOODS });
