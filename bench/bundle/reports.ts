import { parseReport } from '../../lib/core/report-line/parse.ts';

const ID = '8f5a1d3c-6b0e-4f57-9c1d-2f0a7e9b4c11';
const READINGS = 400_000;
const SECOND_LINE = 'a line of the function itself, as long as such lines are\n'.repeat(20);

const TAILS = {
  text: `START RequestId: ${ID} Version: $LATEST\n${SECOND_LINE}END RequestId: ${ID}\nREPORT RequestId: ${ID}\tDuration: 102.25 ms\tBilled Duration: 103 ms\tMemory Size: 512 MB\tMax Memory Used: 91 MB\t\n`,
  json: `${SECOND_LINE}${JSON.stringify({
    time: '2026-11-26T10:00:00.000Z',
    type: 'platform.report',
    record: {
      requestId: ID,
      metrics: { durationMs: 102.25, billedDurationMs: 103, memorySizeMB: 512, maxMemoryUsedMB: 91 },
      status: 'success',
    },
  })}\n`,
};

/** How many tails of about a kilobyte and a half are read in a second, on one core. */
export function reportsPerSecond(format: keyof typeof TAILS): number {
  const tail = TAILS[format];
  let billedMs = 0;
  const startedAt = performance.now();
  for (let index = 0; index < READINGS; index++) billedMs += parseReport(tail, ID)?.billedDurationMs ?? 0;
  const seconds = (performance.now() - startedAt) / 1000;
  if (billedMs !== 103 * READINGS) throw new Error('a report was not read');
  return READINGS / seconds;
}
