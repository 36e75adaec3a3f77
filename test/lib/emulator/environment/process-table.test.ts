import { describe, expect, it } from 'vitest';
import { parseProcessTable } from '../../../../lib/emulator/environment/process-table.ts';

describe('parseProcessTable', () => {
  it('reads CPU times as macOS prints them', () => {
    const text = '  501  45120   0:01.25\n  733   1024  12:03.50\n';
    expect(parseProcessTable(text)).toEqual([
      { processGroup: 501, residentKiB: 45_120, cpuTimeMs: 1250 },
      { processGroup: 733, residentKiB: 1024, cpuTimeMs: 723_500 },
    ]);
  });

  it('reads CPU times as Linux prints them', () => {
    expect(parseProcessTable('1 2 00:01:02\n1 2 3-04:00:00\n').map((row) => row.cpuTimeMs)).toEqual([
      62_000, 273_600_000,
    ]);
  });
});
