import type { Action } from './action.ts';
import { createAlias } from './create-alias.ts';
import { createFunction } from './create-function.ts';
import { deleteAlias } from './delete-alias.ts';
import { deleteFunction } from './delete-function.ts';
import { deleteFunctionConcurrency } from './delete-function-concurrency.ts';
import { deleteLayerVersion } from './delete-layer-version.ts';
import { getAccountSettings } from './get-account-settings.ts';
import { getAlias } from './get-alias.ts';
import { getFunction } from './get-function.ts';
import { getFunctionConcurrency } from './get-function-concurrency.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { getLayerVersion } from './get-layer-version.ts';
import { getLayerVersionByArn } from './get-layer-version-by-arn.ts';
import { getRuntimeManagementConfig } from './get-runtime-management-config.ts';
import { invoke } from './invoke.ts';
import { listAliases } from './list-aliases.ts';
import { listFunctions } from './list-functions.ts';
import { listLayerVersions } from './list-layer-versions.ts';
import { listTags } from './list-tags.ts';
import { listVersionsByFunction } from './list-versions-by-function.ts';
import { publishLayerVersion } from './publish-layer-version.ts';
import { publishVersion } from './publish-version.ts';
import { putFunctionConcurrency } from './put-function-concurrency.ts';
import { putRuntimeManagementConfig } from './put-runtime-management-config.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateAlias } from './update-alias.ts';
import { updateFunctionCode } from './update-function-code.ts';
import { updateFunctionConfiguration } from './update-function-configuration.ts';

/** Every action of Lambda's API that is modelled. */
export const LAMBDA_ACTIONS: readonly Action[] = [
  createFunction,
  getFunction,
  getFunctionConfiguration,
  updateFunctionConfiguration,
  updateFunctionCode,
  deleteFunction,
  listFunctions,
  publishVersion,
  listVersionsByFunction,
  createAlias,
  getAlias,
  updateAlias,
  deleteAlias,
  listAliases,
  tagResource,
  untagResource,
  listTags,
  putFunctionConcurrency,
  getFunctionConcurrency,
  deleteFunctionConcurrency,
  putRuntimeManagementConfig,
  getRuntimeManagementConfig,
  publishLayerVersion,
  getLayerVersion,
  getLayerVersionByArn,
  listLayerVersions,
  deleteLayerVersion,
  getAccountSettings,
  invoke,
];
