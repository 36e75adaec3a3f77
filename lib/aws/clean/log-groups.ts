import {
  type CloudWatchLogsClient,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { errorName } from '../error-text.ts';
import { PROBE_PREFIX } from '../probe-name.ts';

const DEFAULT_GROUPS = '/aws/lambda/';

/** The log group that Lambda makes for a probe where the plan names no other. */
export function logGroupOf(functionName: string): string {
  return `${DEFAULT_GROUPS}${functionName}`;
}

/** One that doesn't exist counts as deleted. */
export async function deleteLogGroup(logs: CloudWatchLogsClient, logGroupName: string): Promise<void> {
  try {
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  } catch (error) {
    if (errorName(error) !== 'ResourceNotFoundException') throw error;
  }
}

/** Probes' log groups whose probe is gone: logs may arrive after both were deleted, and make the group again. */
export async function orphanedLogGroups(logs: CloudWatchLogsClient, lambda: LambdaClient): Promise<string[]> {
  const orphaned: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new DescribeLogGroupsCommand({
        logGroupNamePrefix: logGroupOf(PROBE_PREFIX),
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    for (const { logGroupName = '' } of page.logGroups ?? []) {
      if (!(await exists(lambda, logGroupName.slice(DEFAULT_GROUPS.length)))) orphaned.push(logGroupName);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return orphaned;
}

async function exists(lambda: LambdaClient, FunctionName: string): Promise<boolean> {
  try {
    await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return true;
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return false;
    throw error;
  }
}
