import type { StageLog } from '../functions/middleware/stage-context.ts';

/** The stages' log on standard error, one JSON object a line; silent unless it is asked for. */
export function stderrLog({ verbose }: { readonly verbose: boolean }): StageLog {
  if (!verbose) return { info: () => undefined, error: () => undefined };
  const write = (level: string) => (message: string, extra: Record<string, unknown>) => {
    process.stderr.write(`${JSON.stringify({ level, time: new Date().toISOString(), message, ...extra })}\n`);
  };
  return { info: write('INFO'), error: write('ERROR') };
}
