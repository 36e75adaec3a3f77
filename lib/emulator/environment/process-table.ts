import { execFileSync } from 'node:child_process';

/** One row of `ps`. */
export interface ProcessRow {
  readonly processGroup: number;
  readonly residentKiB: number;
  readonly cpuTimeMs: number;
}

/** What `ps` says of all processes of a group: the way where there is no /proc, for example on macOS. */
export function processTable(processGroup: number): ProcessRow[] {
  const text = execFileSync('ps', ['-A', '-o', 'pgid=,rss=,time='], { encoding: 'utf8' });
  return parseProcessTable(text).filter((row) => row.processGroup === processGroup);
}

export function parseProcessTable(text: string): ProcessRow[] {
  const rows = text.split('\n').filter((line) => line.trim() !== '');
  return rows.map((line) => {
    const [processGroup, residentKiB, time = ''] = line.trim().split(/\s+/);
    return {
      processGroup: Number(processGroup),
      residentKiB: Number(residentKiB),
      cpuTimeMs: parseCpuTime(time),
    };
  });
}

const MS_PER_SECOND = 1000;

/** `[[days-]hours:]minutes:seconds[.hundredths]` in ms. */
function parseCpuTime(time: string): number {
  const [clock = '', days = '0'] = time.split('-').toReversed();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * MS_PER_SECOND);
}
