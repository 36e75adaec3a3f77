import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../../../../lib/core/report-line/parse.ts';
import {
  type Ending,
  type Finished,
  outcomeOf,
} from '../../../../../lib/emulator/environment/process/outcome.ts';
import { invocationOf, specOf } from '../support/spec.ts';

const AT = { at: 0n };
const body = fc.string().map((text) => Buffer.from(JSON.stringify(text)));
const errorType = fc.stringMatching(/^[A-Za-z][A-Za-z.]{0,40}$/);
const reply = fc.oneof(
  body.map((answer) => ({ kind: 'response' as const, body: answer, ...AT })),
  fc.record({ kind: fc.constant('error' as const), body, errorType, at: fc.constant(0n) }),
);
const anyEnding: fc.Arbitrary<Ending> = fc.oneof(
  reply.map((answer) => ({ kind: 'reply' as const, reply: answer, ...AT })),
  fc.record({ kind: fc.constant('init-error' as const), reply, at: fc.constant(0n) }),
  fc.constant({ kind: 'timeout' as const, ...AT }),
  fc.record({
    kind: fc.constant('exit' as const),
    exit: fc.oneof(
      fc.integer({ min: 0, max: 255 }).map((code) => ({ code, signal: null })),
      fc.constantFrom('SIGKILL' as const, 'SIGSEGV' as const).map((signal) => ({ code: null, signal })),
    ),
    outOfMemory: fc.boolean(),
    at: fc.constant(0n),
  }),
);

const ms = fc.double({ min: 0, max: 900_000, noNaN: true });
const anyFinished: fc.Arbitrary<Finished> = fc
  .record(
    {
      ending: anyEnding,
      survived: fc.boolean(),
      durationMs: ms,
      initDurationMs: ms,
      restoreDurationMs: ms,
      maxMemoryUsedMB: fc.integer({ min: 1, max: 10_240 }),
      cpuMs: ms,
      log: fc.string(),
    },
    { requiredKeys: ['ending', 'survived', 'durationMs', 'log'] },
  )
  .chain((some) =>
    fc.constantFrom('nodejs24.x', 'provided.al2023').map((runtime) => ({
      ...some,
      spec: specOf({ codeDir: '/', runtime }),
      invocation: invocationOf(),
      cores: 2,
      log: `${some.log}\n`,
    })),
  );

describe('outcomeOf', () => {
  it('writes a report that is read back as it is, whatever became of the invocation', () => {
    fc.assert(
      fc.property(anyFinished, (finished) => {
        const { log, report } = outcomeOf(finished);
        expect(parseReport(log, finished.invocation.requestId)).toEqual(report);
        // As Lambda's tail cuts it: the last 4 KB.
        expect(parseReport(log.slice(-4096), finished.invocation.requestId)).toEqual(report);
      }),
      { seed: 20_261_121 },
    );
  });

  it('bills ceil of duration and init, and fails exactly where there is no response', () => {
    fc.assert(
      fc.property(anyFinished, (finished) => {
        const { report, functionError, payload } = outcomeOf(finished);
        const usedMs = report.durationMs + (report.initDurationMs ?? 0);
        expect(report.billedDurationMs).toBeGreaterThanOrEqual(usedMs - 1e-6);
        expect(report.billedDurationMs).toBeLessThan(usedMs + 1);
        const { ending } = finished;
        const answered = ending.kind === 'reply' && ending.reply.kind === 'response';
        expect(functionError).toBe(answered ? undefined : 'Unhandled');
        expect(() => JSON.parse(Buffer.from(payload).toString())).not.toThrow();
      }),
      { seed: 20_261_121 },
    );
  });
});
