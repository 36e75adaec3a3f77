/** LogType Tail: so much of the log's end, base64. */
const TAIL_BYTES = 4096;

/** The last 4 KB of a log, base64. As on Lambda, the first line may be cut, even in the middle of a character. */
export function logTail(log: string): string {
  const bytes = Buffer.from(log);
  return bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)).toString('base64');
}
