/** The instruction sets that Lambda offers. */
export const ARCHITECTURES = ['x86_64', 'arm64'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** On-demand memory in MB, in steps of 1 (Lambda's API; new accounts may be limited to 3,008). */
export const MEMORY_MB = { min: 128, max: 10_240 } as const;

/** One configuration to measure. */
export interface Candidate {
  readonly architecture: Architecture;
  readonly memoryMB: number;
}

/** The candidate in one word, for example `arm64-1024`: unique within a run, usable in a function's name. */
export function candidateKey({ architecture, memoryMB }: Candidate): string {
  return `${architecture}-${memoryMB}`;
}
