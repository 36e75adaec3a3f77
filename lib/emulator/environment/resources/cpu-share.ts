/** The memory size at which Lambda gives one whole CPU (AWS's documentation). */
const MEMORY_MB_OF_ONE_CPU = 1769;

/** CPU time is proportional to memory: 128 MB is 0.072 CPUs, 10,240 MB is 5.8. */
export function cpusOf(memoryMB: number): number {
  return memoryMB / MEMORY_MB_OF_ONE_CPU;
}

/** INIT is boosted to a whole CPU whatever the memory size. */
export function cpusOfInit(memoryMB: number): number {
  return Math.max(1, cpusOf(memoryMB));
}
