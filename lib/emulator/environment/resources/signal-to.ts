/** Signals all processes of a group, if there are any left. */
export function signalTo(processGroup: number | undefined, signal: NodeJS.Signals): void {
  if (processGroup === undefined) {
    return;
  }
  try {
    process.kill(-processGroup, signal);
  } catch {
    // Nobody is left in it.
  }
}
