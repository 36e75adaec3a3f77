import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHandler } from '../../functions/reporter/handler.ts';
import { settingsFrom } from '../../functions/reporter/settings.ts';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { executionNameOf, type ReporterEvent, type TuningResult } from '../../lib/contract/index.ts';
import { keptKey, keyOfResult } from '../../lib/core/history/key.ts';
import type { ApiCall } from '../../lib/emulator/emulator.ts';
import { pageTemplate } from '../../lib/report/page/template.ts';
import { documentsOfFragment } from '../../lib/report/page-link.ts';
import type { MetricSet } from '../../lib/report/run-metrics.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

const ROLE = 'arn:aws:iam::000000000000:role/report';
const VIEWER = 'https://viewer.example.com/';
const QUIET = { info: () => undefined, error: () => undefined };
const BOTH = { x86_64: [steady(128, 20), steady(512, 10)] };

/** Now: from answers that were dated long before or after, the SDK would take its own clock for wrong. */
const SIGNED = new Date(Math.floor(Date.now() / 1000) * 1000);
const NOW = new Date(SIGNED.getTime() + 750);
/** When a session of an hour ends that begins now, in whole seconds. */
const ENDS = new Date(SIGNED.getTime() + 3_600_000);

// Everything runs in this process, and goes by one clock, which stands still.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterAll(() => {
  vi.useRealTimers();
});

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
    emulator: { roles: [ROLE] },
    retryPauses: 0.01,
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
      metrics: async (sets) => {
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

/** Where the result of a run of `orders` is kept. */
function keptLocation(run: { readonly executionArn: string; readonly startedAt: string }): string {
  const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:orders';
  const key = keyOfResult({ target: { functionArn }, run } as Parameters<typeof keyOfResult>[0]);
  return `s3://power-tuner-results/${keptKey(key)}`;
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
  let result: TuningResult;
  let calls: readonly ApiCall[];
  let put: readonly MetricSet[][];
  let metrics: MetricSet[][];
  beforeAll(async () => {
    ({ pipeline, metrics } = await started({
      POWER_TUNER_REPORT_ROLE: ROLE,
      POWER_TUNER_VIEWER_URL: VIEWER,
    }));
    result = await pipeline.tune(INPUT);
    calls = pipeline.calls();
    put = [...metrics];
  });
  afterAll(() => pipeline.stop());
  afterEach(() => {
    vi.setSystemTime(NOW);
    pipeline.emulator.setFaults([]);
  });

  it('is a page in the bucket that a link opens until it says it ends, and no longer', async () => {
    const execution = executionNameOf(result.run.executionArn);
    const { url = '', expiresAt, location } = result.links?.report ?? {};
    expect(location).toBe(`s3://power-tuner-results/runs/orders/${execution}/report.html`);
    expect(result.warnings).toEqual([]);

    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    const { links: _, ...answer } = result;
    expect(documentsIn(html)).toEqual([answer]);
    expect(html).toBe(await objectOf(pipeline, location ?? ''));

    expect(expiresAt).toBe(ENDS.toISOString());
    vi.setSystemTime(ENDS.getTime() - 1000);
    expect((await fetch(url)).status).toBe(200);
    vi.setSystemTime(ENDS.getTime() + 1000);
    expect((await fetch(url)).status).toBe(403);
  });

  it('is signed in a session of the role, to end with it', () => {
    const { searchParams } = new URL(result.links?.report?.url ?? '');
    expect(searchParams.get('X-Amz-Credential')).toMatch(/^ASIA/);
    expect(searchParams.get('X-Amz-Date')).toBe(SIGNED.toISOString().replaceAll(/[-:]|\.000/g, ''));
    expect(searchParams.get('X-Amz-Expires')).toBe('3600');
    expect(calls.filter(({ service }) => service === 'sts')).toEqual([
      { service: 'sts', action: 'AssumeRole', resource: ROLE, status: 200 },
    ]);
  });

  it('is of the result that is kept', async () => {
    expect(JSON.parse(await objectOf(pipeline, keptLocation(result.run)))).toEqual(result);
  });

  it('comes with a link to the viewer, in which nothing names the function', () => {
    const [place, fragment = ''] = (result.links?.viewer ?? '').split('#');
    expect(place).toBe(VIEWER);
    const documents = documentsOfFragment(fragment);
    const { candidates, recommendation } = result;
    expect(documents).toMatchObject([{ candidates, recommendation: { memoryMB: recommendation.memoryMB } }]);
    const shown = JSON.stringify(documents);
    for (const name of ['orders', 'arn:aws', executionNameOf(result.run.executionArn)]) {
      expect(shown).not.toContain(name);
    }
  });

  it('that could not be signed is where it is, and the answer stays', async () => {
    const error = { name: 'AccessDenied', message: 'not authorized', status: 403 };
    pipeline.emulator.setFaults([{ action: 'AssumeRole', nth: 'every', do: { error } }]);
    const output = await pipeline.tune(INPUT);
    expect(output.power).toBe(128);
    expect(output.links?.report).toEqual({ location: expect.stringMatching(/^s3:.*\/report\.html$/) });
    expect(output.warnings).toEqual([
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
    const output = await pipeline.tune(INPUT);
    expect(output.power).toBe(128);
    expect(output.links).toEqual({ viewer: expect.any(String) });
    expect(output.warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'report-not-written: the report could not be written into the bucket power-tuner-results: AccessDenied: no (PutObject)',
      'result-not-kept: the result could not be kept in the bucket power-tuner-results: AccessDenied: no (PutObject)',
    ]);
  });

  it('is there too where something failed after the decision', async () => {
    const error = { name: 'AccessDeniedException', message: 'no', status: 403 };
    pipeline.emulator.setFaults([{ action: 'DeleteFunction', nth: 'every', do: { error } }]);
    const { status, executionArn = '', startDate } = await pipeline.run(INPUT);
    pipeline.emulator.setFaults([]);
    expect(status).toBe('FAILED');
    const prefix = `s3://power-tuner-results/runs/orders/${executionNameOf(executionArn)}/`;
    expect(await objectOf(pipeline, `${prefix}report.html`)).toContain('<!doctype html>');
    const location = keptLocation({ executionArn, startedAt: startDate?.toISOString() ?? '' });
    expect(JSON.parse(await objectOf(pipeline, location))).toMatchObject({ power: 128 });
  });

  it('leaves figures of the run and of the function, what it said, and nothing else', () => {
    const { run, recommendation } = result;
    const saving = { name: 'SavingPercent', unit: 'Percent', value: recommendation.saving?.costPercent };
    expect(put).toEqual([
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
    const { output, executionArn = '' } = await pipeline.run({ ...INPUT, dryRun: true });
    expect(JSON.parse(output ?? '')).not.toHaveProperty('links');
    const { Contents = [] } = await s3(pipeline.connection).send(
      new ListObjectsV2Command({ Bucket: 'power-tuner-results' }),
    );
    const execution = executionNameOf(executionArn);
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
