import { describe, expect, it } from 'vitest';
import { readLogs } from '../../../../lib/aws/canary/read-logs.ts';
import type { LogLine } from '../../../../lib/core/canary/count-reports.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';

/** What is asked of a group, both ends included. */
interface Asked {
  readonly logGroupName: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly nextToken?: string;
}
interface Page {
  readonly messages?: readonly string[];
  readonly nextToken?: string | undefined;
}

const EVER = Number.MAX_SAFE_INTEGER;

/** CloudWatch Logs that answers as the test says; and a reader that notes what it is given. */
async function logsThat(answer: (asked: Asked) => Page) {
  const asked: Asked[] = [];
  const { logs } = await startedEmulator({
    targets: {
      Logs_20140328: async (_, body) => {
        asked.push(body as Asked);
        const { messages = [], nextToken } = answer(body as Asked);
        return {
          events: messages.map((message) => ({ logStreamName: 's', message, timestamp: 0 })),
          nextToken,
        };
      },
    },
  });
  const counted: string[] = [];
  const parts: number[] = [];
  const count = (lines: readonly LogLine[]) => {
    parts.push(lines.length);
    counted.push(...lines.map(({ message }) => message));
  };
  return {
    asked,
    counted,
    parts,
    read: (groups: readonly string[], toMs: number, deadlineMs = EVER) =>
      readLogs(logs, groups, { fromMs: 0, toMs, deadlineMs }, count),
  };
}

/** One event each ms, so many a page. */
const everyMs =
  (pageSize: number) =>
  ({ startTime, endTime, nextToken }: Asked): Page => {
    const from = Number(nextToken ?? startTime);
    const to = Math.min(endTime + 1, from + pageSize);
    return {
      messages: Array.from({ length: to - from }, (_, index) => String(from + index)),
      nextToken: to <= endTime ? String(to) : undefined,
    };
  };
const upTo = (toMs: number) => Array.from({ length: toMs }, (_, ms) => String(ms));

describe('readLogs', () => {
  it('reads all of a quiet group at once', async () => {
    const { read, asked, counted } = await logsThat(everyMs(1000));
    expect(await read(['a'], 300)).toBe(300);
    expect(counted).toEqual(upTo(300));
    expect(asked).toMatchObject([{ startTime: 0, endTime: 299 }]);
  });

  it('asks for nothing where no time has gone by', async () => {
    const { read, asked } = await logsThat(everyMs(1000));
    expect(await read(['a'], 0)).toBe(0);
    expect(asked).toEqual([]);
  });

  it('reads a busy group in parts, each event once, and never holds more than a part', async () => {
    const { read, counted, parts } = await logsThat(everyMs(10));
    expect(await read(['a'], 6000)).toBe(6000);
    expect(counted).toEqual(upTo(6000));
    expect(Math.max(...parts)).toBeLessThanOrEqual(200);
  });

  it('gets on where long ranges give nothing but empty pages', async () => {
    const { read, counted } = await logsThat((asked) =>
      asked.endTime - asked.startTime > 100 ? { nextToken: 'more' } : everyMs(1000)(asked),
    );
    expect(await read(['a'], 6000)).toBe(6000);
    expect(counted).toEqual(upTo(6000));
  });

  it('counts of two groups what is of the same time, where one takes longer', async () => {
    const { read, counted } = await logsThat((asked) => {
      const { messages = [], nextToken } = everyMs(asked.logGroupName === 'busy' ? 10 : 100_000)(asked);
      return { messages: messages.map((ms) => `${asked.logGroupName} ${ms}`), nextToken };
    });
    expect(await read(['quiet', 'busy'], 1000)).toBe(1000);
    for (const group of ['quiet', 'busy']) {
      const own = counted.filter((message) => message.startsWith(group));
      expect(own).toEqual(upTo(1000).map((ms) => `${group} ${ms}`));
    }
  });

  it('ends between two parts when its time is up, and has counted all before the time that it says', async () => {
    const { read, counted } = await logsThat(everyMs(10));
    expect(await read(['a'], 100, 0)).toBe(0);
    expect(counted).toEqual([]);
    expect(await read(['a'], 10, 0)).toBe(10);
    expect(counted).toEqual(upTo(10));
  });
});
