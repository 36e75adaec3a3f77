import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { powerTuner } from '../support/command-line.ts';
import { madeFolders } from '../support/made-folders.ts';
import { readLink } from '../support/read-link.ts';
import { NAMES, resultWith } from '../support/result.ts';

const folder = madeFolders()({});

const file = (name: string) => join(folder, name);
function written(name: string, content: unknown): string {
  writeFileSync(file(name), typeof content === 'string' ? content : JSON.stringify(content));
  return file(name);
}

const result = written('orders.json', resultWith());
const described = written('described.json', {
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:power-tuner:one',
  status: 'SUCCEEDED',
  output: JSON.stringify(resultWith()),
});
const other = written('other.json', {
  power: 512,
  cost: 2.08e-7,
  duration: 2.9066,
  stateMachine: { visualization: 'https://lambda-power-tuning.show/#gAAAAg==;MzM/QWYmOkA=;d7hhNHVVXzQ=' },
});

/** A browser that writes down what it is asked to open. */
function browser(): { environment: Record<string, string>; opened: () => Promise<string> } {
  const program = written(
    'browser.sh',
    `#!/bin/sh\necho "$1" > ${file('opened.part')}\nmv ${file('opened.part')} ${file('opened')}\n`,
  );
  chmodSync(program, 0o755);
  return {
    environment: { BROWSER: program },
    async opened() {
      return await vi.waitFor(() => readFileSync(file('opened'), 'utf8').trim(), { timeout: 30_000 });
    },
  };
}

describe('power-tuner report', () => {
  it('prints the table, of any kind of result', async () => {
    for (const given of [result, described]) {
      const { code, stdout, stderr } = await powerTuner(['report', given]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/512 MB +arm64 +350 ms +456 ms +\$2\.53 +232 ms +97 MB +400 +← recommended/);
    }
  });

  it('compares results beside each other, each by its name', async () => {
    const { stdout } = await powerTuner(['report', result, other, '--format', 'csv']);
    expect(stdout).toContain('secret-orders,arm64,512,');
    expect(stdout).toContain('other,measured,512,');
  });

  it.each([
    ['page.html', /^<!doctype html>/],
    ['picture.svg', /^<svg /],
    ['picture.png', /^.PNG/],
    ['table.csv', /^result,architecture,/],
    ['comment.md', /^### Power tuning of secret-orders/],
    ['again.json', /^\{\n {2}"schemaVersion": 1/],
    ['table.txt', /^ +size +architecture/],
  ])('writes %s in the format that its name says', async (name, begins) => {
    const { code, stdout, stderr } = await powerTuner(['report', result, '-o', file(name)]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: `Written: ${file(name)}\n` });
    expect(readFileSync(file(name), 'latin1')).toMatch(begins);
  });

  it("reads links, aws-lambda-power-tuning's too", async () => {
    const { stateMachine } = resultWith();
    const { stdout } = await powerTuner(['report', `${stateMachine.visualization};`]);
    expect(stdout).toMatch(/512 MB +arm64 +350 ms/);
  });

  it('prints a link that holds the result without a name, or with that of the function alone', async () => {
    const viewer = ['--viewer', 'https://example.com/viewer'];
    const { stdout } = await powerTuner(['report', result, '--link', ...viewer]);
    const [report] = readLink(stdout.trim());
    expect(report?.title).toBe('Result');
    expect(report?.recommended).toBe('arm64-512');
    const named = await powerTuner(['report', result, '--link', '--with-name', ...viewer]);
    expect(readLink(named.stdout.trim())[0]?.title).toBe(NAMES.function);
  });

  it('writes a page without results, for links', async () => {
    const { code } = await powerTuner(['report', '-o', file('viewer.html')]);
    expect(code).toBe(0);
    expect(readFileSync(file('viewer.html'), 'utf8')).toContain('id="results">[]</script>');
  });

  it('opens the page in the browser', async () => {
    const { environment, opened } = browser();
    const { code, stderr } = await powerTuner(['report', result, '--open'], { environment });
    const page = await opened();
    expect(code).toBe(0);
    expect(stderr).toContain(`Opening ${page}`);
    expect(readFileSync(page, 'utf8')).toContain(NAMES.function);
    rmSync(join(page, '..'), { recursive: true });
  });

  it('serves the page on 127.0.0.1 until Ctrl-C, to no other name', async () => {
    const { promise: printed, resolve } = Promise.withResolvers<string>();
    const answers = printed.then((address) =>
      Promise.all([got(address), got(address, 'evil.example'), got(`${address}other`)]),
    );
    const { code } = await powerTuner(['report', result, '--serve'], {
      onOutput: (stdout) => stdout.includes('\n') && resolve(stdout.trim()),
      interruption: answers,
    });
    expect(await printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const [page, foreign, missing] = await answers;
    expect(page?.status).toBe(200);
    expect(page?.body).toContain(NAMES.function);
    expect(foreign).toEqual({ status: 403, body: 'this page is served as 127.0.0.1 only' });
    expect(missing?.status).toBe(404);
    expect(code).toBe(0);
  });

  it.each([
    [['report'], /no result to show/],
    [['report', 'nowhere.json'], /there is no such file.*Allowed: what power-tuner tune --json/],
    [['report', 'https://example.com/#x;y'], /holds no result: allowed is what follows the #/],
    [['report', 'package.json'], /package\.json: it is no result: allowed is the output of power-tuner/],
    [['report', result, '-o', 'picture.gif'], /says no format; allowed: one that ends with \.txt, \.json/],
    [['report', result, '--view', 'blended'], /no figures; allowed: warm, cold/],
    [['report', result, '--format', 'pdf'], /Allowed choices are table, json, csv, markdown, html, svg, png/],
    [['report', result, '--link', '--serve'], /ask for different things/],
    [['report', other, '--link'], /takes whole results of power-tuner.*link of its own: https:/],
    [['report', result, '--open', '--format', 'csv'], /what a browser shows/],
    [['report', result, '--viewer', 'https://example.com'], /--viewer is for --link/],
    [['report', result, '--port', '1'], /--port is for --serve/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await powerTuner(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('power-tuner tune', () => {
  it('prints its result in any format, and writes the page with the samples beside the result', async () => {
    const out = file('out');
    const args = ['tune', 'examples/replayed-s3-put', '--num', '5', '--power-values', '128,1024'];
    const { code, stdout } = await powerTuner([...args, '--format', 'markdown', '--out', out]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^### Power tuning of replayed-s3-put\n/);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page).toContain('"quantiles":[');
    const again = await powerTuner(['report', out, '--format', 'markdown']);
    expect(again.stdout).toBe(stdout);
  });

  it.each([
    [['--json', '--format', 'csv'], /ask for two formats on one output/],
    [['--format', 'gif'], /Allowed choices are/],
  ])('refuses %j before anything is run', async (args, message) => {
    const { code, stderr } = await powerTuner(['tune', 'examples/replayed-s3-put', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

function got(address: string, host?: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((done, fail) => {
    request(address, { headers: host === undefined ? {} : { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => done({ status: response.statusCode, body }));
    })
      .on('error', fail)
      .end();
  });
}
