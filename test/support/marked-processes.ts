import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processes that have a text in their environment variables, wherever they went since they got them: what a
 * function starts inherits its variables, and so its mark. Empty where there is no /proc.
 */
export function markedProcesses(mark: string): number[] {
  return processIds().filter((pid) => read(pid, 'environ').includes(mark));
}

/** The command lines of all processes, with their arguments between spaces. */
export function commandLines(): string[] {
  return processIds().map((pid) => read(pid, 'cmdline').replaceAll('\0', ' '));
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Empty for a process that has ended. */
function read(pid: number, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
