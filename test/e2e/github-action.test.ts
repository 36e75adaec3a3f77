import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultSchema } from '../../lib/contract/index.ts';
import { variableOf } from '../../scripts/action/inputs.ts';
import { outputsIn } from '../support/github.ts';
import { madeFolders } from '../support/made-folders.ts';
import { replayPackage } from '../support/replay.ts';

const MAIN = resolve(import.meta.dirname, '../../scripts/action/main.ts');
const folder = madeFolders();

/** A job: its workspace with a function that takes about so long, and what the runner gives to a step. */
class Job {
  readonly workspace: string;
  readonly #runner: string;

  constructor(ms: number, reason?: string) {
    const points = [256, 512].map((memoryMB) => ({
      memoryMB,
      durationsMs: [0.98, 0.99, 1, 1.01, 1.02].map((times) => (times * ms * 256) / memoryMB),
      initMs: [100],
    }));
    const files =
      reason === undefined
        ? replayPackage({ x86_64: points })
        : { 'index.mjs': `export const handler = () => { throw new Error(${JSON.stringify(reason)}); };` };
    const inOrders = Object.entries({ ...files, 'power-tuner.json': JSON.stringify({ memoryMB: 256 }) });
    const place = folder({
      ...Object.fromEntries(inOrders.map(([file, text]) => [`workspace/orders/${file}`, text])),
      'runner/output': '',
      'runner/summary': '',
      'runner/event.json': JSON.stringify({ pull_request: { number: 7 } }),
    });
    this.workspace = join(place, 'workspace');
    this.#runner = join(place, 'runner');
  }

  step(inputs: Readonly<Record<string, string>>): Promise<{ code: number | null; log: string }> {
    const given = Object.entries({ target: './orders', input: QUICK, ...inputs });
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, [MAIN], {
        cwd: this.workspace,
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          GITHUB_ACTIONS: 'true',
          GITHUB_OUTPUT: join(this.#runner, 'output'),
          GITHUB_STEP_SUMMARY: join(this.#runner, 'summary'),
          GITHUB_EVENT_PATH: join(this.#runner, 'event.json'),
          RUNNER_TEMP: this.#runner,
          ...Object.fromEntries(given.map(([name, value]) => [variableOf(name), value])),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let log = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          log += text;
        });
      }
      child.on('error', fail);
      child.on('close', (code) => done({ code, log }));
    });
  }

  get outputs(): Record<string, string> {
    return outputsIn(readFileSync(join(this.#runner, 'output'), 'utf8'));
  }

  get summary(): string {
    return readFileSync(join(this.#runner, 'summary'), 'utf8');
  }
}

const QUICK = 'num: 20\npowerValues: [256, 512]\nseed: 1';

/** Each runs several commands, one after another. */
const TIMEOUT_MS = 240_000;

describe('the GitHub Action', { timeout: TIMEOUT_MS }, () => {
  it('writes the summary, reports and outputs of a folder, without AWS', async () => {
    const job = new Job(200);
    const { code, log } = await job.step({ formats: 'svg,csv', 'fail-if': 'mean > 900' });
    expect(log).not.toMatch(/^::(?:error|warning)/m);
    expect(code).toBe(0);
    const out = join(job.workspace, 'power-tuner');
    const result = resultSchema.parse(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')));
    expect(result.baseline?.warm?.durationMs.mean.n).toBeGreaterThan(10);
    expect(job.outputs).toEqual({
      'recommended-memory': String(result.memoryMB),
      'recommended-architecture': 'x86_64',
      'saving-percent': result.recommendation.saving?.costPercent.toFixed(1),
      result: join(out, 'result.json'),
      report: join(out, 'report.html'),
      markdown: join(out, 'summary.md'),
      failed: 'false',
    });
    for (const file of ['report.html', 'report.svg', 'report.csv', 'conditions.json']) {
      expect(readFileSync(join(out, file), 'utf8').length).toBeGreaterThan(50);
    }
    // A history would be lost with the job, or committed with what lies there.
    expect(existsSync(join(job.workspace, '.power-tuner'))).toBe(false);
    expect(job.summary).toBe(readFileSync(join(out, 'summary.md'), 'utf8'));
    expect(job.summary).toMatch(/^### ✅ No condition holds\n/);
    expect(job.summary).toContain('### Power tuning of orders');
    expect(job.summary).toMatch(/\| +256 MB \|/);
  });

  it('ends with 3 on a regression against an earlier result, with its summary all the same', async () => {
    const earlier = new Job(200);
    expect((await earlier.step({ summary: 'false' })).code).toBe(0);
    expect(earlier.summary).toBe('');
    const job = new Job(300);
    const { code, log } = await job.step({
      'fail-if': 'mean > +10%\nmean > 299.5',
      against: join(earlier.workspace, 'power-tuner'),
      out: 'tuned',
    });
    expect(code).toBe(3);
    expect(job.outputs.failed).toBe('true');
    expect(job.outputs.result).toBe(join(job.workspace, 'tuned/result.json'));
    expect(log).toMatch(
      /^::error title=power-tuner::✗ mean > \+10%25 holds: .* 50%25 over the stored 200 ms/m,
    );
    expect(log).toMatch(/^::warning title=power-tuner::\? mean > 299\.5 ms may hold/m);
    expect(job.summary).toMatch(/^### ❌ A condition holds\n/);
    expect(job.summary).toMatch(/\| ❌ +\| `mean > \+10%` +\| holds +\|.*50% over/);
    expect(job.summary).toContain('### Power tuning of orders');
  });

  it('refuses conditions and inputs that can not be meant, with all of them, before anything is run', async () => {
    const job = new Job(200);
    const { code, log } = await job.step({ 'fail-if': 'p98 > 3\ncost > +5%' });
    expect(code).toBe(2);
    expect(log).not.toContain('Tuning');
    expect(log).toMatch(/^::error title=power-tuner::2 problems with --fail-if:%0A.*did you mean p9/m);
    expect(job.summary).toMatch(/gave no result\n\n- 2 problems with .*\n- .*p98.*\n- cost > \+5%/);
    expect(job.outputs).toEqual({ failed: 'true' });
    const other = new Job(200);
    expect((await other.step({ target: '', summary: 'perhaps' })).code).toBe(2);
    expect(other.summary).toMatch(/- target is missing.*\n- summary is "perhaps"/);
    expect(readdirSync(other.workspace)).toEqual(['orders']);
  });

  it('runs nothing of what an input holds, and takes none for another option', async () => {
    const job = new Job(200);
    const { code } = await job.step({
      target: '--help; touch owned',
      region: '$(touch owned)',
      against: '`touch owned`',
    });
    expect(code).toBe(2);
    expect(existsSync(join(job.workspace, 'owned'))).toBe(false);
    // As an option it would print the help, and end well.
    const help = await job.step({ target: '--help' });
    expect(help.code).toBe(2);
    expect(help.log).toContain('--help is no folder here');
  });

  it("obeys no command that a function's error holds, and says why there is no result", async () => {
    const job = new Job(200, 'no\n::set-output name=failed::false\n<b>x</b>');
    const { code, log } = await job.step({ input: '{"num": 5, "powerValues": [256]}' });
    expect(code).toBe(1);
    expect(job.outputs).toEqual({ failed: 'true' });
    const [, token] = /^::stop-commands::(.+)$/m.exec(log) ?? [];
    const between = log.slice(log.indexOf(`::stop-commands::${token}`), log.indexOf(`::${token}::`));
    const around = log.replace(between, '');
    expect(between).toContain('error: ');
    expect(around).not.toMatch(/^::set-output/m);
    expect(job.summary).toMatch(/^### ❌ Power tuning of .*orders gave no result\n\n- /);
    expect(job.summary).not.toMatch(/(?<!\\)<b>|^::/m);
  });
});
