import { randomBytes } from 'node:crypto';
import { CreateLogGroupCommand, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Backend } from './backend.ts';

/** The log groups that a contract test makes. */
export interface LogGroups {
  /** A name that no group has yet; a group that gets it is deleted in the end. */
  name(): string;
  /** Creates a group. @returns its name */
  create(name?: string): Promise<string>;
  /** Has a group deleted in the end that something else makes. */
  expect(name: string): void;
  deleteAll(): Promise<void>;
}

export function logGroupsOn({ logs }: Backend): LogGroups {
  const named = new Set<string>();
  const name = () => {
    const fresh = `contract-${randomBytes(6).toString('hex')}`;
    named.add(fresh);
    return fresh;
  };
  return {
    name,
    async create(logGroupName = name()) {
      named.add(logGroupName);
      await logs.send(new CreateLogGroupCommand({ logGroupName }));
      return logGroupName;
    },
    expect: (logGroupName) => void named.add(logGroupName),
    async deleteAll() {
      // The test may have deleted it already, or never have created it.
      for (const logGroupName of named) {
        await logs.send(new DeleteLogGroupCommand({ logGroupName })).catch(() => undefined);
      }
    },
  };
}
