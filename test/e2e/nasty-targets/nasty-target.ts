import { randomUUID } from 'node:crypto';
import { CreateAliasCommand, type CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { probePrefix } from '../../../lib/aws/probe-name.ts';
import type { CandidateResult, TuningResult } from '../../../lib/contract/index.ts';
import type { InvocationEvent } from '../../../lib/emulator/emulator.ts';
import { type TargetSnapshot, targetSnapshot } from '../../faults/support/target-snapshot.ts';
import type { Pipeline } from '../../support/pipeline.ts';

/** What a target does at one of its memory sizes. */
export interface Nasty {
  /** What it does there, as in "a function that …". */
  readonly name: string;
  /** The module that is its code at that size. */
  readonly code: string;
  /** Default: one after another from 512 on, where a handler is fast enough for a test. */
  readonly memoryMB?: number;
  /** What has to become of that size: the true reason for which it fails. Default: it is measured. */
  readonly fails?: RegExp;
  /** Invocations that fail although it is measured, by their reason. */
  readonly failures?: Readonly<Record<string, number>>;
  /** Its first so many invocations repeat an init that failed, and are set apart. */
  readonly repeatedInits?: number;
}

/** What a target is, beside its code. */
export interface NastyTarget {
  readonly functionName: string;
  readonly nasties: readonly Nasty[];
  /** Sizes that do as they should. Default 1,769 MB: one whole CPU. */
  readonly goodMB?: readonly number[];
  readonly function?: Partial<CreateFunctionCommandInput>;
  readonly input?: object;
}

/** A run over a nasty target, and all that can be said of it. */
export interface NastyRun {
  readonly ended: DescribeExecutionCommandOutput;
  /** Absent where the execution failed. */
  readonly result: TuningResult | undefined;
  /** The target. */
  readonly before: TargetSnapshot;
  readonly after: TargetSnapshot;
  /** What all of its processes have in their variables. */
  readonly mark: string;
  candidate(nasty: Nasty): CandidateResult | undefined;
  /** What the environments measured, in order. */
  invocations(memoryMB: number): InvocationEvent[];
}

const FIRST_MB = 512;
const STEP_MB = 8;
const GOOD = 'export const handler = async () => "as it should";';
/** Each size has a module of its own, so that one that can't even be loaded breaks no other. */
const BY_SIZE =
  "export const { handler } = await import('./at-' + process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE + '.mjs');";

/** Tunes one target that does something else at each size: a single run for many kinds of trouble. */
export async function tuneNasty(pipeline: Pipeline, target: NastyTarget): Promise<NastyRun> {
  const { functionName, nasties, goodMB = [1769] } = target;
  const mark = randomUUID();
  const sizes = new Map(nasties.map((nasty, index) => [nasty, nasty.memoryMB ?? FIRST_MB + index * STEP_MB]));
  const files = [
    ...goodMB.map((memoryMB) => [`at-${memoryMB}.mjs`, GOOD] as const),
    ...[...sizes].map(([{ code }, memoryMB]) => [`at-${memoryMB}.mjs`, code] as const),
  ];
  const lambdaARN = await pipeline.create(
    functionName,
    { 'index.mjs': BY_SIZE, ...Object.fromEntries(files) },
    {
      MemorySize: goodMB[0] ?? 1769,
      Timeout: 10,
      Environment: { Variables: { MARK: mark } },
      Tags: { team: 'shop' },
      Publish: true,
      ...target.function,
    },
  );
  await pipeline.lambda.send(
    new CreateAliasCommand({ FunctionName: functionName, Name: 'live', FunctionVersion: '1' }),
  );
  const before = await targetSnapshot(pipeline.lambda, functionName);
  const ended = await pipeline.run({
    lambdaARN,
    num: 5,
    powerValues: [...new Set([...goodMB, ...sizes.values()])],
    ...target.input,
  });
  const prefix = probePrefix(ended.executionArn ?? '');
  const result = ended.output === undefined ? undefined : (JSON.parse(ended.output) as TuningResult);
  return {
    ended,
    result,
    before,
    after: await targetSnapshot(pipeline.lambda, functionName),
    mark,
    candidate: (nasty) => result?.candidates.find(({ memoryMB }) => memoryMB === sizes.get(nasty)),
    invocations: (memoryMB) =>
      pipeline
        .invocations()
        .filter((event) => event.memoryMB === memoryMB && event.functionName.startsWith(prefix)),
  };
}
