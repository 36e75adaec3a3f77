import { availableParallelism, cpus } from 'node:os';

/** Prints a table as docs/benchmarks.md has them: the first row is its head. */
export function table(heading: string, rows: readonly (readonly string[])[]): void {
  const [head = [], ...body] = rows;
  const lines = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  console.log(`\n${heading}\n\n${lines.join('\n')}`);
}

export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)}%`;
}

/** What the figures were measured on. */
export function machine(): string {
  return `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}`;
}
