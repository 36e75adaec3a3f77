import * as z from 'zod';
import { functionArn } from '../arn.ts';
import type { Action } from './action.ts';
import { checkCreated } from './availability.ts';
import type { LambdaContext } from './context.ts';
import { conflict, functionNotFound, invalidParameter } from './errors.ts';
import { type FunctionRecord, LATEST } from './function-record.ts';
import { findRecord, nameOf } from './locate.ts';
import { functionNameSchema, qualifierSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'DeleteFunction';
const schema = z.strictObject({ FunctionName: functionNameSchema, Qualifier: qualifierSchema.optional() });

/**
 * Deletes a function, or with a qualifier one published version. Its
 * environments end, busy ones when they are done. What is still being created can't be deleted yet.
 */
export const deleteFunction: Action = {
  name,
  method: 'DELETE',
  path: '/2015-03-31/functions/:FunctionName',
  status: 204,
  run({ path, query }, lambda) {
    const members = parseMembers(schema, { ...path, ...query }, { action: name });
    const { qualifier } = nameOf(lambda, members.FunctionName, members.Qualifier);
    const record = findRecord(lambda, members.FunctionName);
    if (qualifier === undefined) deleteAll(lambda, record);
    else deleteVersion(lambda, record, qualifier);
    return {};
  },
};

function deleteAll(lambda: LambdaContext, record: FunctionRecord): void {
  checkCreated(record.latest, lambda.nowMs());
  lambda.functions.delete(record.name);
  const versions = [record.latest, record.replaced ?? [], ...record.published.values()].flat();
  for (const { deploymentId } of versions) lambda.instances.retire(deploymentId);
  // What it had reserved is free for others.
  lambda.concurrency.reservationsChanged();
}

function deleteVersion(lambda: LambdaContext, record: FunctionRecord, qualifier: string): void {
  if (qualifier === LATEST) {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (!/^\d+$/.test(qualifier)) {
    throw invalidParameter('Deletion of aliases is not currently supported.');
  }
  const version = record.published.get(qualifier);
  if (version === undefined) throw functionNotFound(functionArn(lambda.place, record.name, qualifier));
  const aliases = [...record.aliases.values()].filter(
    ({ version, routing }) => version === qualifier || routing?.version === qualifier,
  );
  if (aliases.length > 0) {
    const names = aliases.map((alias) => alias.name).join(', ');
    throw conflict(`Unable to delete version because the following aliases reference it: [${names}]`);
  }
  checkCreated(version, lambda.nowMs());
  record.published.delete(qualifier);
  lambda.instances.retire(version.deploymentId);
}
