import { describe, expect, it } from 'vitest';
import { frame } from '../../../../lib/cli/live/display.ts';
import { RunView } from '../../../../lib/cli/live/run-view.ts';
import type { Plan, Work } from '../../../../lib/contract/index.ts';

const plain = (text: string) => text;
const palette = { bold: plain, dim: plain, green: plain, yellow: plain };

function viewOf(sizes: number): RunView {
  const view = new RunView();
  const plan = { probePrefix: 'probe-', isolation: 'probe', target: { functionName: 'orders' } };
  const work = Array.from({ length: sizes }, (_, index) => ({
    architecture: 'x86_64',
    memoryMB: 10_240 - index,
    samples: 1000,
  }));
  view.progress({ kind: 'planned', plan: plan as Plan, work: work as unknown as Work[] });
  for (const { memoryMB } of work) {
    const candidate = { architecture: 'x86_64', memoryMB } as const;
    view.progress({ kind: 'candidate', candidate, state: 'measuring' });
    const seen = { functionName: 'probe-1', candidate, report: { durationMs: 123_456 } };
    view.invocation({ ...seen, failed: false } as never);
    view.invocation({ ...seen, failed: true } as never);
  }
  return view;
}

describe('the live display', () => {
  it.each([30, 40, 60, 80, 120])('has no line that is wider than %i columns', (columns) => {
    const lines = frame(viewOf(3), palette, { seconds: 1234, rows: 24, columns }).split('\n');
    expect(lines).toHaveLength(4);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
    // What a row is of, and how far it is, stays.
    expect(lines[1]).toMatch(/10240 MB x86_64 .*2\/1000/);
  });

  it('shows bar, mean and failures where there is room', () => {
    const [, line] = frame(viewOf(1), palette, { seconds: 0, rows: 24, columns: 80 }).split('\n');
    expect(line).toMatch(/^ 10240 MB x86_64 +─{24} 2\/1000 {2}mean 123,456 ms {2}1 failed$/);
    const [, narrow] = frame(viewOf(1), palette, { seconds: 0, rows: 24, columns: 40 }).split('\n');
    expect(narrow).toBe(' 10240 MB x86_64  2/1000');
  });

  it('is no higher than the terminal', () => {
    expect(frame(viewOf(50), palette, { seconds: 0, rows: 10, columns: 80 }).split('\n')).toHaveLength(8);
  });
});
