import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { connectDeployment } from './support/deployment.ts';
import { PLACE } from './support/facts.ts';

const SAYS = { initMs: 150, durationsMs: { x86_64: { 128: [100], 512: [30] } } };
const INPUT = { lambdaARN: 'again', powerValues: [128, 512], num: 10 };

const deployed = connectDeployment();
const { resultsBucket: Bucket } = deployed.facts;

async function keysWith(Prefix: string): Promise<string[]> {
  const { Contents = [] } = await deployed.s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

describe('the results of the deployed stack', () => {
  it('are kept in its own bucket, each compared with the one before', async () => {
    await deployed.create('again', SAYS);
    const first = await deployed.tune(INPUT);
    const second = await deployed.tune(INPUT);
    expect(first.outcome).not.toHaveProperty('before');
    expect(second.outcome?.before).toEqual({
      executionArn: first.run.executionArn,
      startedAt: first.run.startedAt,
    });
    expect(second.history?.map(({ executionArn }) => executionArn)).toEqual([first.run.executionArn]);

    const keys = await keysWith(`results/${PLACE.accountId}/${PLACE.region}/again/`);
    expect(keys).toHaveLength(2);
    const { Body } = await deployed.s3.send(new GetObjectCommand({ Bucket, Key: keys[1] ?? '' }));
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toEqual(second);
  });

  it('have their page and their samples beside them', async () => {
    await deployed.create('shown-too', SAYS);
    const { run } = await deployed.tune({ ...INPUT, lambdaARN: 'shown-too' });
    const prefix = `runs/shown-too/${run.executionArn.split(':').at(-1)}/`;
    expect(await keysWith(prefix)).toEqual([
      `${prefix}report.html`,
      `${prefix}samples/x86_64-128-1.jsonl`,
      `${prefix}samples/x86_64-512-1.jsonl`,
    ]);
  });
});
