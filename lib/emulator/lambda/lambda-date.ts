/** Lambda's own ISO 8601: `2026-11-20T10:00:00.000+0000`. */
export function lambdaDate(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
