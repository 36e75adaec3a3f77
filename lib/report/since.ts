import { megabytes, percent } from './numbers.ts';
import { runTime } from './past-runs.ts';

/** How one configuration changed since the run before; positive is dearer or slower. */
export interface Since {
  readonly architecture: string;
  readonly memoryMB: number;
  readonly costPercent: number;
  readonly durationPercent: number;
}

/** "256 MB on x86_64 is 49% dearer and 12% faster". */
export function changeInWords({ architecture, memoryMB, costPercent, durationPercent }: Since): string {
  const cost = `${percent(costPercent)} ${costPercent > 0 ? 'dearer' : 'cheaper'}`;
  const duration = `${percent(durationPercent)} ${durationPercent > 0 ? 'slower' : 'faster'}`;
  return `${megabytes(memoryMB)} on ${architecture} is ${cost} and ${duration}`;
}

/** What a run says beside the one before, as a sentence. */
export function sinceInWords(before: string, change: Since, isRegressed: boolean): string {
  return isRegressed
    ? `Regressed since the run of ${runTime(before)} (UTC): ${changeInWords(change)}, beyond the noise of both.`
    : `Since the run of ${runTime(before)} (UTC), ${changeInWords(change)}.`;
}
