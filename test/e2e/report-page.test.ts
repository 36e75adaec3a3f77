import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/reporter/handler.ts';
import { settingsFrom } from '../../functions/reporter/settings.ts';
import { s3 } from '../../lib/aws/clients/s3.ts';
import type { ReporterEvent } from '../../lib/contract/index.ts';
import { pageTemplate } from '../../lib/report/page/template.ts';
import type { MetricSet } from '../../lib/report/run-metrics.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

const ROLE = 'arn:aws:iam::000000000000:role/report';
const VIEWER = 'https://viewer.example.com/';
const QUIET = { info: () => undefined, error: () => undefined };
const HOUR_MS = 3_600_000;
const BOTH = { x86_64: [steady(128, 20), steady(512, 10)] };

/** The emulator's clock is ahead of this machine's by so much. */
let aheadMs = 0;

interface Started {
  readonly pipeline: Pipeline;
  /** What the Reporter has put into CloudWatch. */
  readonly metrics: MetricSet[][];
}

/** The service with a Reporter as the stack sets it up, on an emulator that has its role. */
async function started(
  variables: Record<string, string>,
  { keepSamples = true, ...more }: PipelineOptions = {},
  refusal?: Error,
): Promise<Started> {
  const metrics: MetricSet[][] = [];
  const { promise, resolve } = Promise.withResolvers<ReturnType<typeof createHandler>>();
  const pipeline = await startPipeline({
    keepSamples,
    emulator: { roles: [ROLE], nowMs: () => Date.now() + aheadMs },
    stages: {
      Reporter: {
        timeoutSeconds: 60,
        handler: async (event: ReporterEvent, context) => (await promise)(event, context),
      },
    },
    ...more,
  });
  const { connection } = pipeline;
  resolve(
    createHandler({ connection, log: QUIET }, settingsFrom({ AWS_REGION: 'us-east-1', ...variables }), {
      pageTemplate,
      metrics: (sets) => {
        if (refusal !== undefined) throw refusal;
        metrics.push([...sets]);
      },
    }),
  );
  await pipeline.create('orders', replayPackage(BOTH), { Architectures: ['x86_64'], MemorySize: 512 });
  return { pipeline, metrics };
}

const INPUT = { lambdaARN: 'orders', num: 5, powerValues: [128, 512] };

/** The results that a page was made with. */
function documentsIn(html: string): unknown[] {
  const [, json = ''] = /<script type="application\/json" id="results">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(json);
}

async function objectOf(pipeline: Pipeline, location: string): Promise<string> {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
  const { Body } = await s3(pipeline.connection).send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

describe('a run whose metrics can not be put', () => {
  it('has its answer and its links all the same', async () => {
    const variables = { POWER_TUNER_REPORT_ROLE: ROLE };
    const { pipeline, metrics } = await started(variables, {}, new Error('more than 100 metrics'));
    try {
      const { power, links } = await pipeline.tune(INPUT);
      expect(power).toBe(128);
      expect(links?.report?.url).toMatch(/^http/);
      expect(metrics).toEqual([]);
    } finally {
      await pipeline.stop();
    }
  });
});

describe('the report of a run', () => {
  let pipeline: Pipeline;
  let metrics: MetricSet[][];
  beforeAll(async () => {
    ({ pipeline, metrics } = await started({
      POWER_TUNER_REPORT_ROLE: ROLE,
      POWER_TUNER_VIEWER_URL: VIEWER,
    }));
  });
  afterAll(() => pipeline.stop());
  beforeEach(() => {
    aheadMs = 0;
  });
  afterEach(() => pipeline.emulator.setFaults([]));

  it('is a page in the bucket that a link opens until it says it ends, and no longer', async () => {
    const result = await pipeline.tune(INPUT);
    const execution = result.run.executionArn.split(':').at(-1);
    const { url = '', expiresAt = '', location } = result.links?.report ?? {};
    expect(location).toBe(`s3://power-tuner-results/runs/orders/${execution}/report.html`);
    expect(result.warnings).toEqual([]);

    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    const { links: _, ...answer } = result;
    expect(documentsIn(html)).toEqual([answer]);
    expect(html).toBe(await objectOf(pipeline, location ?? ''));

    const remainingMs = Date.parse(expiresAt) - Date.now();
    expect(remainingMs).toBeGreaterThan(HOUR_MS - 60_000);
    expect(remainingMs).toBeLessThanOrEqual(HOUR_MS);
    aheadMs = remainingMs - 1000;
    expect((await fetch(url)).status).toBe(200);
    aheadMs = remainingMs + 1000;
    expect((await fetch(url)).status).toBe(403);
  });

  it('is signed in a session of the role, to end with it', async () => {
    const before = pipeline.calls().length;
    const { links } = await pipeline.tune(INPUT);
    const { searchParams } = new URL(links?.report?.url ?? '');
    expect(searchParams.get('X-Amz-Credential')).toMatch(/^ASIA/);
    const signed = searchParams.get('X-Amz-Date')?.replace(/(....)(..)(.....)(..)(...)/, '$1-$2-$3:$4:$5');
    expect(Date.parse(signed ?? '') + Number(searchParams.get('X-Amz-Expires')) * 1000).toBe(
      Date.parse(links?.report?.expiresAt ?? ''),
    );
    const assumed = pipeline
      .calls()
      .slice(before)
      .filter(({ service }) => service === 'sts');
    expect(assumed).toEqual([{ service: 'sts', action: 'AssumeRole', resource: ROLE, status: 200 }]);
  });

  it('has the output itself beside it', async () => {
    const result = await pipeline.tune(INPUT);
    const location = result.links?.report?.location.replace(/report\.html$/, 'result.json') ?? '';
    expect(JSON.parse(await objectOf(pipeline, location))).toEqual(result);
  });

  it('comes with a link to the viewer, in which nothing names the function', async () => {
    const { links } = await pipeline.tune(INPUT);
    expect(links?.viewer).toMatch(/^https:\/\/viewer\.example\.com\/#r1\.[\w-]+$/);
  });

  it('that could not be signed is where it is, and the answer stays', async () => {
    const error = { name: 'AccessDenied', message: 'not authorized', status: 403 };
    pipeline.emulator.setFaults([{ action: 'AssumeRole', nth: 'every', do: { error } }]);
    const result = await pipeline.tune(INPUT);
    expect(result.power).toBe(128);
    expect(result.links?.report).toEqual({ location: expect.stringMatching(/^s3:.*\/report\.html$/) });
    expect(result.warnings).toEqual([
      {
        code: 'report-link-not-signed',
        message: expect.stringMatching(
          /^the report lies at s3:.* AccessDenied: not authorized \(AssumeRole\)$/,
        ),
      },
    ]);
  });

  it('that could not be written costs no answer', async () => {
    const error = { name: 'AccessDenied', message: 'no', status: 403 };
    // The samples of both sizes are put before.
    pipeline.emulator.setFaults([{ action: 'PutObject', nth: { from: 3 }, do: { error } }]);
    const result = await pipeline.tune(INPUT);
    expect(result.power).toBe(128);
    expect(result.links).toEqual({ viewer: expect.any(String) });
    expect(result.warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'report-not-written: the report could not be written into the bucket power-tuner-results: AccessDenied: no (PutObject)',
      'report-not-written: the output could not be written into the bucket power-tuner-results: AccessDenied: no (PutObject)',
    ]);
  });

  it('is there too where something failed after the decision', async () => {
    const error = { name: 'AccessDeniedException', message: 'no', status: 403 };
    pipeline.emulator.setFaults([{ action: 'DeleteFunction', nth: 'every', do: { error } }]);
    const { status, executionArn } = await pipeline.run(INPUT);
    pipeline.emulator.setFaults([]);
    expect(status).toBe('FAILED');
    const prefix = `s3://power-tuner-results/runs/orders/${executionArn?.split(':').at(-1)}/`;
    expect(await objectOf(pipeline, `${prefix}report.html`)).toContain('<!doctype html>');
    expect(JSON.parse(await objectOf(pipeline, `${prefix}result.json`))).toMatchObject({ power: 128 });
  });

  it('leaves figures of the run and of the function, what it said, and nothing else', async () => {
    metrics.length = 0;
    const { run, recommendation } = await pipeline.tune(INPUT);
    const saving = { name: 'SavingPercent', unit: 'Percent', value: recommendation.saving?.costPercent };
    expect(metrics).toEqual([
      [
        {
          dimensions: { StateMachine: 'power-tuner' },
          values: [
            { name: 'RunCost', unit: 'None', value: run.costUsd },
            { name: 'Invocations', unit: 'Count', value: run.invocations },
            { name: 'Confidence', unit: 'None', value: recommendation.confidence },
            saving,
          ],
        },
        {
          dimensions: { StateMachine: 'power-tuner', Function: 'orders' },
          values: [{ name: 'RecommendedMemoryMB', unit: 'Megabytes', value: 128 }, saving],
        },
      ],
      [
        {
          dimensions: { StateMachine: 'power-tuner', Outcome: 'better' },
          values: [{ name: 'Runs', unit: 'Count', value: 1 }],
        },
      ],
    ]);
  });

  it('counts no outcome that nobody is to be told of', async () => {
    metrics.length = 0;
    await pipeline.tune({ ...INPUT, notify: 'never' });
    expect(metrics).toHaveLength(1);
  });

  it('is made of no dry run', async () => {
    metrics.length = 0;
    const { output, executionArn } = await pipeline.run({ ...INPUT, dryRun: true });
    expect(JSON.parse(output ?? '')).not.toHaveProperty('links');
    const { Contents = [] } = await s3(pipeline.connection).send(
      new ListObjectsV2Command({ Bucket: 'power-tuner-results' }),
    );
    const execution = executionArn?.split(':').at(-1) ?? '';
    expect(Contents.filter(({ Key = '' }) => Key.includes(execution) && !Key.includes('/samples/'))).toEqual(
      [],
    );
    expect(metrics).toEqual([]);
  });
});

describe('a stack without a results bucket', () => {
  it('has a link to its viewer alone, and asks nothing of S3 or STS', async () => {
    const { pipeline } = await started({ POWER_TUNER_VIEWER_URL: VIEWER }, { keepSamples: false });
    try {
      const result = await pipeline.tune(INPUT);
      expect(result.links).toEqual({ viewer: expect.stringContaining(`${VIEWER}#r1.`) });
      expect(pipeline.calls().filter(({ action }) => /^(PutObject|AssumeRole)$/.test(action))).toEqual([]);
    } finally {
      await pipeline.stop();
    }
  });
});

describe('a laptop', () => {
  it('keeps the page in the emulator, without a link to it', async () => {
    const pipeline = await startPipeline({ keepSamples: true });
    try {
      await pipeline.create('orders', replayPackage(BOTH), { Architectures: ['x86_64'], MemorySize: 512 });
      const { links, warnings } = await pipeline.tune(INPUT);
      expect(warnings).toEqual([]);
      expect(links).toEqual({ report: { location: expect.stringMatching(/\/report\.html$/) } });
      expect(await objectOf(pipeline, links?.report?.location ?? '')).toContain('<!doctype html>');
    } finally {
      await pipeline.stop();
    }
  });
});
