import type { FunctionCode, FunctionConfiguration, LambdaClient } from '@aws-sdk/client-lambda';
import {
  type Architecture,
  type FunctionReference,
  type Plan,
  type PlannedCode,
  parseFunctionReference,
  TargetChanged,
  withoutQualifier,
} from '../../contract/index.ts';
import type { LaterS3 } from '../clients/later.ts';
import { readTarget, type TargetFunction } from '../target.ts';
import { MAX_DIRECT_CODE_BYTES } from './direct.ts';
import { downloadCode } from './download.ts';

/** What a probe runs: its code, and the part of the configuration that belongs to the code. */
export interface ProbeCode {
  readonly code: FunctionCode;
  readonly packageType: 'Zip' | 'Image';
  /** Runtime, handler, layers and image configuration are read from it. */
  readonly configuration: FunctionConfiguration;
  /** ARNs, in place of those of `configuration`. */
  readonly layers?: readonly string[];
}

export interface CodeClients {
  /** In the target's region. */
  readonly lambda: LambdaClient;
  readonly s3: LaterS3;
}

/**
 * The code of a run's probes, by architecture: what the input names, or the target's own. Each package is
 * downloaded (and, where it is large, staged) once.
 */
export class ProbeCodes {
  readonly #clients: CodeClients;
  readonly #plan: Plan;
  readonly #target: TargetFunction;
  readonly #made = new Map<string, Promise<FunctionCode>>();

  constructor(clients: CodeClients, plan: Plan, target: TargetFunction) {
    this.#clients = clients;
    this.#plan = plan;
    this.#target = target;
  }

  /** @throws TargetNotTunable where a package can't be had, TargetChanged where it is another already. */
  async for(architecture: Architecture): Promise<ProbeCode> {
    const given = this.#plan.code?.[architecture];
    const own = { configuration: this.#target.configuration, packageType: this.#plan.target.packageType };
    const layers = given?.layers === undefined ? {} : { layers: given.layers };
    if (given?.imageUri !== undefined) {
      return { ...own, packageType: 'Image', code: { ImageUri: given.imageUri } };
    }
    if (given?.s3Bucket !== undefined) return { ...own, ...layers, code: objectCode(given) };
    if (given?.functionArn !== undefined) return { ...(await this.#ofFunction(given)), ...layers };
    return { ...own, ...layers, code: await this.#codeOf(this.#target, this.#plan.target.codeSha256) };
  }

  async #ofFunction({ functionArn = '', codeSha256 = '' }: PlannedCode): Promise<ProbeCode> {
    const { qualifier } = parseFunctionReference(functionArn) as FunctionReference;
    const found = await readTarget(this.#clients.lambda, withoutQualifier(functionArn), qualifier);
    if (found.configuration.CodeSha256 !== codeSha256) {
      throw new TargetChanged(
        `the code of ${functionArn} has the hash ${found.configuration.CodeSha256}; planned with ${codeSha256}: it was deployed meanwhile. Start the execution again`,
      );
    }
    const packageType = found.configuration.PackageType === 'Image' ? 'Image' : 'Zip';
    return {
      packageType,
      configuration: found.configuration,
      code: await this.#codeOf(found, codeSha256),
    };
  }

  #codeOf(found: TargetFunction, codeSha256: string): Promise<FunctionCode> {
    const key = `${found.configuration.FunctionArn} ${codeSha256}`;
    const made = this.#made.get(key) ?? this.#makeCode(found, codeSha256);
    this.#made.set(key, made);
    return made;
  }

  async #makeCode({ code, configuration }: TargetFunction, codeSha256: string): Promise<FunctionCode> {
    // The digest, and the version of an object: what a tag or a key names may be another already.
    if (configuration.PackageType === 'Image') return { ImageUri: code.ResolvedImageUri ?? code.ImageUri };
    if (code.ResolvedS3Object !== undefined) {
      return { ...code.ResolvedS3Object, S3ObjectStorageMode: 'REFERENCE' };
    }
    const whose = `the code of ${configuration.FunctionArn}`;
    const zip = await downloadCode(this.#clients.lambda, code.Location ?? '', codeSha256, whose);
    const { stagingBucket, executionArn } = this.#plan;
    const key = code.SourceKMSKeyArn === undefined ? {} : { SourceKMSKeyArn: code.SourceKMSKeyArn };
    if (zip.length <= MAX_DIRECT_CODE_BYTES || stagingBucket === undefined) return { ZipFile: zip, ...key };
    const { stageCode } = await import('./staging.ts');
    const staged = await stageCode(await this.#clients.s3(), stagingBucket, executionArn, {
      code: zip,
      codeSha256,
    });
    return { ...staged, ...key };
  }
}

function objectCode({ s3Bucket, s3Key, s3ObjectVersion }: PlannedCode): FunctionCode {
  return {
    S3Bucket: s3Bucket,
    S3Key: s3Key,
    ...(s3ObjectVersion === undefined ? {} : { S3ObjectVersion: s3ObjectVersion }),
  };
}
