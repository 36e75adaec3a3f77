import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { candidateKey, type TuningResult } from '../../contract/index.ts';
import { settingsHash } from '../configuration-hash.ts';
import { errorName, errorText } from '../error-text.ts';
import { architectureOf } from '../target.ts';
import { type Due, retuneName } from './put-off.ts';
import type { RetuneSettings } from './settings.ts';

/** What the retuner speaks to. */
export interface RetuneClients {
  /** In the function's region. */
  readonly lambda: LambdaClient;
  readonly states: SFNClient;
  /** The latest kept result; nothing where none is kept. */
  readonly latest: (functionArn: string) => Promise<TuningResult | undefined>;
}

/** What became of a deployment, and why. */
export type Retuned = { readonly started: string; readonly why: string } | { readonly skipped: string };

/**
 * Tunes a function after its deployment, unless that changed nothing and the last result is young.
 * A result that can't be read keeps nobody from being tuned.
 * @throws what AWS throws, but for a function that is gone and an execution that was started already
 */
export async function whenDue(
  { lambda, states, latest }: RetuneClients,
  { due: functionArn, at }: Due,
  { stateMachineArn, quietSeconds, input }: RetuneSettings,
  now: Date,
): Promise<Retuned> {
  const reason = await reasonFor(functionArn, { lambda, latest, quietSeconds, now });
  if ('skipped' in reason) return reason;
  const schedule = retuneName(functionArn);
  // 80 characters at most, without dots, which keep Step Functions from logging: the name, and the moment.
  const name = `${schedule.slice(0, 60).replaceAll('.', '-')}-${at.replaceAll(/[^\dTZ]/g, '')}`;
  try {
    const { executionArn = '' } = await states.send(
      new StartExecutionCommand({
        stateMachineArn,
        name,
        input: JSON.stringify({ ...input, lambdaARN: functionArn, schedule }),
      }),
    );
    return { started: executionArn, why: reason.why };
  } catch (error) {
    if (errorName(error) !== 'ExecutionAlreadyExists') throw error;
    return { skipped: `the execution ${name} was started before: the schedule came twice` };
  }
}

async function reasonFor(
  functionArn: string,
  {
    lambda,
    latest,
    quietSeconds,
    now,
  }: Pick<RetuneClients, 'lambda' | 'latest'> & { readonly quietSeconds: number; readonly now: Date },
): Promise<{ readonly why: string } | { readonly skipped: string }> {
  let before: TuningResult | undefined;
  try {
    before = await latest(functionArn);
  } catch (error) {
    return { why: `the last result can't be read: ${errorText(error)}` };
  }
  if (before === undefined) return { why: 'there is no earlier result' };
  const ageSeconds = (now.getTime() - Date.parse(before.run.startedAt)) / 1000;
  if (ageSeconds >= quietSeconds) return { why: `the last result is from ${before.run.startedAt}` };
  try {
    const configuration = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: functionArn }),
    );
    if (configuration.CodeSha256 !== before.target.codeSha256) return { why: 'its code has changed' };
    if (settingsHash(configuration) !== before.target.configurationSha256) {
      return { why: 'its configuration has changed' };
    }
    if (!isExpected(configuration, before)) return { why: 'its memory size or architecture has changed' };
  } catch (error) {
    if (errorName(error) !== 'ResourceNotFoundException') throw error;
    return { skipped: 'the function is not there any more' };
  }
  return {
    skipped: `neither code nor configuration has changed since the result of ${before.run.startedAt}`,
  };
}

/**
 * Whether a function has the memory size and architecture that a run has left it with: what it had, or what was
 * recommended, which somebody may have set; after an applied answer that alone.
 */
function isExpected(
  now: FunctionConfiguration,
  { applied, baseline, recommendation }: TuningResult,
): boolean {
  // What it had is not known where it was not measured.
  if (baseline === undefined) return true;
  const key = candidateKey({ architecture: architectureOf(now), memoryMB: now.MemorySize ?? 128 });
  const expected = applied === undefined ? [baseline, recommendation] : [recommendation];
  return expected.some((one) => candidateKey(one) === key);
}
