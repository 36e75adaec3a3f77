import { afterAll, describe, expect, it } from 'vitest';
import { folderWith, powerTuner } from '../../support/command-line.ts';
import { CANARY, expectNone, TALKATIVE } from './planted.ts';

const folders: { remove(): void }[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

/** Tunes a talkative function from the command line, with canaries in its variables, the caller's and the event. */
async function tune(payload: object, ...more: string[]) {
  const folder = folderWith({
    'index.mjs': TALKATIVE,
    'event.json': JSON.stringify(payload),
    'power-tuner.json': JSON.stringify({ memoryMB: 512, environment: { SECRET: CANARY.environment } }),
  });
  folders.push(folder);
  const input = ['--num', '5', '--power-values', '512', '--payload-file', `${folder.path}/event.json`];
  const { code, stdout, stderr } = await powerTuner(['tune', folder.path, ...input, ...more], {
    environment: { AWS_ACCESS_KEY_ID: CANARY.keyId, AWS_SECRET_ACCESS_KEY: CANARY.secret },
  });
  const produced = [
    { where: 'stdout', text: stdout },
    { where: 'stderr', text: stderr },
  ];
  return { code, produced };
}

describe('the command', () => {
  it.each<[string, string[]]>([
    ['', []],
    [' with --json and --verbose', ['--json', '--verbose']],
  ])('shows nothing of environment, credentials and payload where it succeeds%s', async (_, options) => {
    const { code, produced } = await tune({ text: CANARY.inline }, ...options);
    expect(code).toBe(0);
    expectNone(produced);
  });

  it('shows nothing of them where the function fails, with --disable-payload-logs', async () => {
    const payload = { text: CANARY.inline, fail: 'throw' };
    const { code, produced } = await tune(payload, '--verbose', '--disable-payload-logs');
    expect(code).toBe(1);
    expectNone(produced);
  });

  it('shows nothing of them where the input is refused', async () => {
    const weights = [{ payload: 1, weight: CANARY.inline }];
    const { code, produced } = await tune(weights, '--verbose');
    expect(code).toBe(2);
    expectNone(produced);
  });
});
