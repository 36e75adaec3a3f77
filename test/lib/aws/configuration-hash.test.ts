import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { configurationHash, settingsHash } from '../../../lib/aws/configuration-hash.ts';

const CONFIGURATION: FunctionConfiguration = {
  Architectures: ['x86_64'],
  CodeSha256: 'c29tZSBjb2Rl',
  Description: 'orders',
  MemorySize: 512,
  Runtime: 'nodejs24.x',
  Handler: 'index.handler',
  Timeout: 30,
  Environment: { Variables: { SECRET: 'x' } },
  VpcConfig: { SubnetIds: ['a', 'b'], SecurityGroupIds: ['c'] },
};

const changes: readonly (readonly [string, FunctionConfiguration, { tuned: boolean; settings: boolean }])[] =
  [
    ['the memory size', { MemorySize: 1024 }, { tuned: true, settings: false }],
    ['the architecture', { Architectures: ['arm64'] }, { tuned: true, settings: false }],
    ['the description', { Description: 'sold' }, { tuned: true, settings: false }],
    ['the code', { CodeSha256: 'b3RoZXIgY29kZQ==' }, { tuned: true, settings: false }],
    ['the environment', { Environment: { Variables: { SECRET: 'y' } } }, { tuned: false, settings: false }],
    [
      'what Lambda changes by itself',
      { RevisionId: 'r2', LastModified: 'later' },
      { tuned: false, settings: false },
    ],
    [
      'the order of subnets',
      { VpcConfig: { SubnetIds: ['b', 'a'], SecurityGroupIds: ['c'] } },
      { tuned: false, settings: false },
    ],
    ['the timeout', { Timeout: 60 }, { tuned: true, settings: true }],
    ['the layers', { Layers: [{ Arn: 'arn:layer:1' }] }, { tuned: true, settings: true }],
    ['the runtime', { Runtime: 'nodejs22.x' }, { tuned: true, settings: true }],
    ['/tmp', { EphemeralStorage: { Size: 1024 } }, { tuned: true, settings: true }],
  ];

describe('the fingerprints of a configuration', () => {
  it.each(changes)('say of %s what they are to tell', (_, change, { tuned, settings }) => {
    const changed = { ...CONFIGURATION, ...change };
    expect(configurationHash(changed) !== configurationHash(CONFIGURATION)).toBe(tuned);
    expect(settingsHash(changed) !== settingsHash(CONFIGURATION)).toBe(settings);
  });
});
