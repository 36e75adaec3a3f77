import { describe, expect, it } from 'vitest';
import { RunView } from '../../../../lib/cli/live/run-view.ts';
import { planWith } from '../../../support/plan.ts';

const SMALL = { architecture: 'x86_64', memoryMB: 128 } as const;
const CURRENT = { architecture: 'x86_64', memoryMB: 1024 } as const;
const REPORT = { requestId: 'r', durationMs: 10, billedDurationMs: 10, memorySizeMB: 1024 };

describe('RunView', () => {
  it('shows a pilot as an estimate, and its candidate going on in the round that follows', () => {
    const view = new RunView();
    const plan = planWith({ maxCost: 1 });
    const invoke = () =>
      view.invocation({
        functionName: `${plan.probePrefix}x86_64-1024`,
        candidate: CURRENT,
        report: REPORT,
        failed: false,
      });
    view.progress({ kind: 'planned', plan, work: [{ ...CURRENT, samples: 1, pilot: true }] });
    view.progress({ kind: 'candidate', candidate: CURRENT, state: 'measuring' });
    expect(view.phase).toBe('Estimating the cost');
    invoke();
    view.progress({ kind: 'candidate', candidate: CURRENT, state: 'measured' });
    expect(view.rows).toMatchObject([{ state: 'measured', invocations: 1, work: { samples: 1 } }]);

    const work = [SMALL, CURRENT].map((candidate) => ({ ...candidate, samples: 50 }));
    view.progress({ kind: 'planned', plan, work });
    view.progress({ kind: 'candidate', candidate: SMALL, state: 'measuring' });
    invoke();
    expect(view.phase).toBe('Measuring');
    expect(view.rows).toMatchObject([
      { state: 'measuring', invocations: 0, work: { ...SMALL, samples: 50 } },
      { state: 'waiting', invocations: 2, work: { ...CURRENT, samples: 51 } },
    ]);
  });

  it('expects cold starts beside the samples, once, and none in a dry run', () => {
    const asked = (dryRun: boolean) => {
      const view = new RunView();
      const plan = planWith({ coldStarts: { count: 10, atOnce: 10 }, dryRun });
      view.progress({ kind: 'planned', plan, work: [{ ...SMALL, samples: 3 }] });
      const [first] = view.rows;
      view.progress({ kind: 'planned', plan, work: [{ ...SMALL, samples: 2, warmOnly: true }] });
      return [first?.work.samples, view.rows[0]?.work.samples];
    };
    expect(asked(false)).toEqual([13, 15]);
    expect(asked(true)[0]).toBe(3);
  });

  it("counts the versions of a target that is measured in place, and nobody else's invocations", () => {
    const view = new RunView();
    const seen = { candidate: SMALL, report: REPORT, failed: false };
    view.progress({
      kind: 'planned',
      plan: planWith({ isolation: 'in-place' }),
      work: [{ ...SMALL, samples: 5 }],
    });
    view.invocation({ functionName: 'orders', ...seen });
    view.invocation({ functionName: 'pre-processor', ...seen });
    expect(view.rows).toMatchObject([{ invocations: 1, warm: 1 }]);
  });
});
