import { TargetNotRestored } from '../../contract/index.ts';
import { putBack } from '../in-place/put-back.ts';
import type { InPlaceRecord } from '../in-place/record.ts';
import { deleteOwnVersions } from '../in-place/versions.ts';
import type { CleanerClients } from './clients.ts';
import { attempted, type Deletion } from './deletion.ts';

/**
 * First the configuration, then the versions.
 * @throws TargetNotRestored after everything was tried
 */
export async function undoInPlace(
  clients: Pick<CleanerClients, 'lambda'>,
  record: InPlaceRecord,
): Promise<Deletion> {
  const lambda = clients.lambda(record.region);
  const failures: unknown[] = [];
  await putBack(lambda, record).catch((error: unknown) => failures.push(error));
  const versions = await attempted(`versions of ${record.functionArn}`, async () => ({
    deleted: [],
    left: await deleteOwnVersions(lambda, record),
  }));
  const [notRestored] = failures;
  if (notRestored instanceof TargetNotRestored) throw notRestored;
  return versions;
}
