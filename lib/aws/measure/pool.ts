/**
 * Takes jobs one after another and keeps at most `concurrency` of them under way, until there is none left.
 * After a job fails no other is begun; those under way are waited for, then the failure is thrown.
 */
export async function pool(
  concurrency: number,
  take: () => (() => Promise<void>) | undefined,
): Promise<void> {
  const failures: unknown[] = [];
  const worker = async () => {
    for (let job = take(); job !== undefined && failures.length === 0; job = take()) {
      try {
        await job();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (failures.length > 0) throw failures[0];
}
