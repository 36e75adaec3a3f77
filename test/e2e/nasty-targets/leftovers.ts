import { readdirSync, readFileSync } from 'node:fs';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { logs } from '../../../lib/aws/clients/logs.ts';
import { PROBE_PREFIX } from '../../../lib/aws/probe-name.ts';
import { leftovers } from '../../lib/emulator/environment/support/leftovers.ts';
import { commandLines, markedProcesses } from '../../support/marked-processes.ts';
import type { Pipeline } from '../../support/pipeline.ts';

/** What is left of a run while its emulator goes on: probes, their logs, processes, control groups. */
export async function leftByRun({ lambda, connection }: Pipeline, mark: string): Promise<string[]> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const { logGroups = [] } = await logs(connection).send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: `/aws/lambda/${PROBE_PREFIX}` }),
  );
  return [
    ...Functions.map(({ FunctionName = '' }) => FunctionName).filter((name) => name.startsWith(PROBE_PREFIX)),
    ...logGroups.map(({ logGroupName = '' }) => logGroupName),
    ...markedProcesses(mark).map((pid) => `process ${pid}`),
    ...leftovers(process.pid, []).filter((path) => path.includes('cgroup')),
  ];
}

/** What is left of this process's emulators once they have stopped: folders, mounted images, processes. */
export function leftByEmulator(): string[] {
  const folder = `power-tuner-${process.pid}-`;
  return [
    ...leftovers(process.pid, []),
    ...mountedImages().filter((path) => path.includes(folder)),
    ...commandLines().filter((line) => line.includes(folder)),
  ];
}

/** The files behind this machine's loop devices. */
function mountedImages(): string[] {
  try {
    return readdirSync('/sys/block').flatMap((device) => {
      try {
        return [readFileSync(`/sys/block/${device}/loop/backing_file`, 'utf8')];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
