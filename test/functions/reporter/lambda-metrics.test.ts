import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lambdaMetrics } from '../../../functions/reporter/lambda-metrics.ts';
import type { MetricSet } from '../../../lib/report/run-metrics.ts';

const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What CloudWatch would read in the log. */
function metricsLogged() {
  return lines
    .map((line) => JSON.parse(line))
    .map(({ _aws, ...figures }) => ({ figures, dimensions: _aws.CloudWatchMetrics[0].Dimensions }));
}

function setOf(stateMachine: string, ...values: readonly (readonly [string, number])[]): MetricSet {
  return {
    dimensions: { StateMachine: stateMachine },
    values: values.map(([name, value]) => ({ name, unit: 'None', value })),
  };
}

function putting() {
  const put = lambdaMetrics({ POWER_TUNER_METRICS: 'true' });
  if (put === undefined) throw new Error('no metrics are put');
  return put;
}

describe('metrics of a Lambda function', () => {
  it('are a line a set, with the dimensions of the set and no others', async () => {
    await putting()([setOf('one', ['RunCost', 0.5], ['Invocations', 20]), setOf('two', ['RunCost', 1])]);
    expect(metricsLogged()).toEqual([
      {
        figures: { StateMachine: 'one', RunCost: 0.5, Invocations: 20 },
        dimensions: [['StateMachine']],
      },
      { figures: { StateMachine: 'two', RunCost: 1 }, dimensions: [['StateMachine']] },
    ]);
  });

  it('carry nothing from a run into the next one, where a figure of the first is refused', async () => {
    const put = putting();
    const first = setOf('one', ['Invocations', 20], ['RunCost', undefined as unknown as number]);
    await expect(async () => await put([first])).rejects.toThrow('undefined is not a valid number');
    await put([setOf('two', ['RunCost', 1])]);
    expect(metricsLogged()).toEqual([
      { figures: { StateMachine: 'two', RunCost: 1 }, dimensions: [['StateMachine']] },
    ]);
  });

  it.each([{}, { POWER_TUNER_METRICS: 'false' }])(
    'are none in a stack without a dashboard: %j',
    (variables) => {
      expect(lambdaMetrics(variables)).toBeUndefined();
    },
  );
});
