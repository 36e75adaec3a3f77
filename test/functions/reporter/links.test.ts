import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { linkMaker } from '../../../functions/reporter/links.ts';
import { laterS3 } from '../../../lib/aws/clients/later.ts';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import { bucketStore } from '../../../lib/aws/kept-results.ts';
import type { CandidateResult, TuningResult } from '../../../lib/contract/index.ts';
import { historyEntryOf } from '../../../lib/core/history/entry.ts';
import { kept, keptOf } from '../../../lib/core/history/store.ts';
import { documentsOfFragment, pageLink } from '../../../lib/report/page-link.ts';
import { reportResult } from '../../../lib/report/result.ts';
import { decisionWith, planWith } from '../../support/plan.ts';
import { resultWith } from '../../support/result.ts';
import { startedEmulator } from '../../support/started-emulator.ts';

const ROLE = 'arn:aws:iam::000000000000:role/report';
const VIEWER = 'https://d111111abcdef8.cloudfront.net/';
const NOW = new Date('2026-11-20T10:05:00.750Z');
const LIMIT = 256 * 1024;

/** Every size in steps of 64 MB on both architectures: the most that an input can name by "ALL". */
const ALL = (['x86_64', 'arm64'] as const).flatMap((architecture) =>
  Array.from({ length: 159 }, (_, index) => ({ architecture, memoryMB: 128 + index * 64 })),
);

const plan = planWith({ candidates: ALL, resultsBucket: 'results' });

/** A result of all candidates, each with a reason of so many characters that no compression makes shorter. */
function resultOf(characters: number) {
  let seed = 1;
  const digits = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed.toString(36);
  };
  const candidates = ALL.map((candidate): CandidateResult => {
    let reason = '';
    while (reason.length < characters) reason += digits();
    return {
      ...candidate,
      status: 'failed',
      reason: reason.slice(0, characters),
      invocations: 5,
    } as CandidateResult;
  }).map((candidate) => ({ ...candidate, failures: [] }));
  const averages = ALL.map((candidate, index) => ({
    ...candidate,
    cost: 1e-7 * index,
    duration: 10 + index,
  }));
  return reportResult(plan, decisionWith({ candidates, averages }), undefined, NOW);
}

interface Making extends Partial<Omit<Parameters<typeof linkMaker>[0], 'connection' | 's3'>> {
  readonly reportRoleArn?: string;
  readonly viewerUrl?: string;
}

async function startedMaker({ reportRoleArn, viewerUrl, ...more }: Making) {
  const { emulator } = await startedEmulator({
    roles: [ROLE],
    buckets: ['results'],
    nowMs: () => NOW.getTime(),
  });
  const connection = {
    endpoint: emulator.endpoint,
    region: emulator.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const make = linkMaker({
    connection,
    s3: laterS3(connection),
    settings: { reportRoleArn, viewerUrl },
    pageTemplate: async () => '<p>[/*results*/]</p>',
    now: () => NOW,
    ...more,
  });
  return { make, emulator, client: s3(connection) };
}

/** The one result that is kept. */
async function keptIn(client: ReturnType<typeof s3>): Promise<TuningResult> {
  const store = bucketStore(client, 'results');
  const [key, ...others] = await keptOf(store, FUNCTION);
  if (key === undefined || others.length > 0) throw new Error(`${others.length + 1} are kept, or none`);
  return await kept(store, key);
}

const FUNCTION = { accountId: '123456789012', region: 'us-east-1', functionName: 'orders' };

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('the links of a run with 318 candidates', () => {
  it('are both there while the output has room for them', async () => {
    const result = resultOf(100);
    const { make } = await startedMaker({ reportRoleArn: ROLE, viewerUrl: VIEWER });
    const output = await make(result, plan);
    expect(output.warnings).toEqual(result.warnings);
    expect(output.links?.report?.expiresAt).toBe('2026-11-20T11:05:00.000Z');
    const [documents] = [documentsOfFragment(new URL(output.links?.viewer ?? '').hash.slice(1))];
    expect(documents).toMatchObject([{ candidates: ALL, recommendation: { memoryMB: 128 } }]);
    expect(bytes(output)).toBeLessThan(LIMIT);
  });

  it('leave out the one to the viewer where the output would be too long with it, and say so', async () => {
    const result = resultOf(500);
    expect(bytes(result)).toBeLessThan(LIMIT - 16 * 1024);
    const { make } = await startedMaker({ reportRoleArn: ROLE, viewerUrl: VIEWER });
    const output = await make(result, plan);
    expect(output.links).toEqual({
      report: {
        location: 's3://results/runs/orders/one/report.html',
        url: expect.stringContaining('X-Amz-Signature='),
        expiresAt: '2026-11-20T11:05:00.000Z',
      },
    });
    expect(output.warnings.map(({ code }) => code)).toEqual(['viewer-link-too-long']);
    expect(bytes(output)).toBeLessThan(LIMIT);
    expect(bytes(output) + bytes(pageLink(VIEWER, result))).toBeGreaterThan(LIMIT);
  });
});

describe('a link to the page', () => {
  it('is refused for a role that is not there, and the page lies in the bucket all the same', async () => {
    const { make } = await startedMaker({ reportRoleArn: `${ROLE}-2` });
    const output = await make(resultOf(1), plan);
    expect(output.links).toEqual({ report: { location: 's3://results/runs/orders/one/report.html' } });
    expect(output.warnings).toEqual([
      {
        code: 'report-link-not-signed',
        message: expect.stringContaining('is not authorized to perform: sts:AssumeRole'),
      },
    ]);
  });
});

describe('what takes too long', () => {
  const NEVER = { noAnswer: true } as const;
  const said = ({ warnings }: TuningResult) => warnings.map(({ code, message }) => `${code}: ${message}`);

  it('costs the link alone where STS is not to be reached', async () => {
    const { make, emulator, client } = await startedMaker({
      reportRoleArn: ROLE,
      viewerUrl: VIEWER,
      longestMs: 2000,
    });
    emulator.setFaults([{ service: 'sts', action: 'AssumeRole', do: NEVER }]);
    const result = resultOf(1);
    const output = await make(result, plan);
    const location = 's3://results/runs/orders/one/report.html';
    expect(said(output)).toEqual([
      `report-link-not-signed: the report lies at ${location}, but no link to it could be signed: it took longer than 2 s`,
    ]);
    expect(output.links).toEqual({ report: { location }, viewer: pageLink(VIEWER, result) });
    expect(await keptIn(client)).toEqual(output);
  });

  it('costs the page and its link where S3 does not answer for the page', async () => {
    const { make, emulator, client } = await startedMaker({
      reportRoleArn: ROLE,
      viewerUrl: VIEWER,
      longestMs: 2000,
    });
    emulator.setFaults([{ action: 'PutObject', resource: 'results/runs/orders/one/report.html', do: NEVER }]);
    const result = resultOf(1);
    const output = await make(result, plan);
    expect(said(output)).toEqual([
      'report-not-written: the report could not be written into the bucket results: it took longer than 2 s',
    ]);
    expect(output.links).toEqual({ viewer: pageLink(VIEWER, result) });
    expect(await keptIn(client)).toEqual(output);
  });

  it('costs no answer where nothing can be written', async () => {
    const { make, emulator } = await startedMaker({ reportRoleArn: ROLE, longestMs: 50 });
    emulator.setFaults([{ action: 'PutObject', do: NEVER }]);
    const result = resultOf(1);
    const output = await make(result, plan);
    expect(output).toEqual({ ...result, warnings: output.warnings });
    expect(said(output)).toEqual([
      'report-not-written: the report could not be written into the bucket results: it took longer than 0.05 s',
      'result-not-kept: the result could not be kept in the bucket results: it took longer than 0.05 s',
    ]);
  });

  it('is given up where it takes no notice of its signal', async () => {
    const stuck = { pageTemplate: () => new Promise<string>(() => {}), longestMs: 2000 };
    const { make, client } = await startedMaker({ reportRoleArn: ROLE, ...stuck });
    const output = await make(resultOf(1), plan);
    expect(said(output)).toEqual([
      'report-not-written: the report could not be written into the bucket results: it took longer than 2 s',
    ]);
    expect(await keptIn(client)).toEqual(output);
  });
});

describe('the result that is kept', () => {
  it('is the one object of a run beside its page, the same as the output', async () => {
    const { make, client } = await startedMaker({});
    const output = await make(resultOf(1), plan);
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'results' }));
    expect(Contents.map(({ Key }) => Key)).toEqual([
      'results/123456789012/us-east-1/orders/2026-11-20T10-00-00.000Z-one.json',
      'runs/orders/one/report.html',
    ]);
    expect(await keptIn(client)).toEqual(output);
  });

  it('is alone where nothing else is to be kept', async () => {
    const { make, client } = await startedMaker({});
    const output = await make(resultOf(1), { ...plan, onlyResult: true });
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'results' }));
    expect(Contents).toHaveLength(1);
    expect(output).not.toHaveProperty('links');
  });

  it('has the whole history, also where the output has no room for it and says so', async () => {
    const { make, client } = await startedMaker({ viewerUrl: VIEWER });
    const entry = historyEntryOf(resultWith());
    if (entry === undefined) throw new Error('there is one of a whole result');
    const history = Array.from({ length: 20 }, () => ({ ...entry, executionArn: 'x'.repeat(9000) }));
    const result = { ...resultOf(100), history };
    const output = await make(result, plan);
    expect(output).not.toHaveProperty('history');
    expect(output.warnings.map(({ code }) => code)).toEqual(['history-too-long']);
    // Without the history there is room for the link.
    expect(output.links?.viewer).toContain(VIEWER);
    expect(bytes(output)).toBeLessThan(LIMIT);
    expect(await keptIn(client)).toEqual({ ...output, history });
  });
});
