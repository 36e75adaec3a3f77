import { readdirSync, readFileSync } from 'node:fs';
import { type LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { PROBE_PREFIX, probePrefix } from '../../../lib/aws/probe-name.ts';

/**
 * What is left of an execution, in words: probes, and processes of them. Without an execution it is the probes of
 * all, and no processes: another emulator on this machine may have some.
 */
export async function leftovers(client: LambdaClient, executionArn?: string): Promise<string[]> {
  const prefix = executionArn === undefined ? PROBE_PREFIX : probePrefix(executionArn);
  const pages = await Array.fromAsync(paginateListFunctions({ client }, {}));
  const names = pages.flatMap(({ Functions = [] }) => Functions.map(({ FunctionName = '' }) => FunctionName));
  const processes = executionArn === undefined ? [] : functionProcesses();
  return [
    ...names.filter((name) => name.startsWith(prefix)).map((name) => `function ${name}`),
    ...processes
      .filter(({ functionName }) => functionName.startsWith(prefix))
      .map(({ pid, functionName }) => `process ${pid} of ${functionName}`),
  ];
}

/** A process of an execution environment, or one that the function in it has started. */
export interface FunctionProcess {
  readonly pid: number;
  readonly functionName: string;
  /** Where the SDK in it connects to, if it was told. */
  readonly endpoint: string | undefined;
}

/**
 * Processes of all functions that run on this machine, found by what every process of an environment inherits:
 * also those that have left their process group and whose parent has ended. None where there is no /proc.
 */
export function functionProcesses(): FunctionProcess[] {
  return pids().flatMap((pid) => {
    const environment = environmentOf(pid);
    const functionName = environment.get('AWS_LAMBDA_FUNCTION_NAME');
    return functionName === undefined
      ? []
      : [{ pid, functionName, endpoint: environment.get('AWS_ENDPOINT_URL') }];
  });
}

function pids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Empty where it has ended, and of a zombie. */
function environmentOf(pid: number): ReadonlyMap<string, string> {
  try {
    const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return new Map(entries.map((entry) => splitOnce(entry, '=')));
  } catch {
    return new Map();
  }
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + by.length)];
}
