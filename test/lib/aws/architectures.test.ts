import { GetFunctionCommand, PublishLayerVersionCommand } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkArchitectures } from '../../../lib/aws/architectures.ts';
import { readTarget, type TargetFunction } from '../../../lib/aws/target.ts';
import { type Architecture, type Candidate, InvalidInput } from '../../../lib/contract/index.ts';
import { elfHeader, MACHINE } from '../../support/elf.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';

const CODE = Buffer.from('export const handler = async () => 1;\n');
const x86: Candidate = { architecture: 'x86_64', memoryMB: 256 };
const arm: Candidate = { architecture: 'arm64', memoryMB: 256 };
const armLarge: Candidate = { architecture: 'arm64', memoryMB: 512 };

const checked = (found: TargetFunction) => ({ found, codes: {}, isolation: 'probe' as const });

describe('checkArchitectures', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.stop());

  const layer = async (
    name: string,
    files: Record<string, Uint8Array>,
    architectures: Architecture[] = [],
  ) => {
    const { LayerVersionArn = '' } = await pipeline.lambda.send(
      new PublishLayerVersionCommand({
        LayerName: name,
        Content: { ZipFile: zipSync(files) },
        CompatibleArchitectures: architectures,
      }),
    );
    return LayerVersionArn;
  };

  interface Made {
    readonly name: string;
    readonly files?: Record<string, Uint8Array>;
    readonly layers?: string[];
    readonly architecture?: Architecture;
  }

  /** Creates an x86_64 function, unless said otherwise, and checks it against some candidates. */
  async function check(
    { name, files = {}, layers = [], architecture = 'x86_64' }: Made,
    candidates: readonly Candidate[] = [x86, arm, armLarge],
  ) {
    await pipeline.create(
      name,
      {},
      {
        Architectures: [architecture],
        Layers: layers,
        Code: { ZipFile: zipSync({ 'index.mjs': CODE, ...files }) },
      },
    );
    const found = await readTarget(pipeline.lambda, name, undefined);
    const codeSha256 = found.configuration.CodeSha256 ?? '';
    return checkArchitectures(pipeline.lambda, checked(found), { architecture, codeSha256 }, candidates);
  }

  const layerReads = () => pipeline.calls().filter(({ action }) => action === 'GetLayerVersionByArn').length;

  it('reads nothing where only the own architecture is asked for', async () => {
    const tool = await layer('unread', { 'tool.so': elfHeader(MACHINE.x86_64) });
    const checked = await check({ name: 'own', layers: [tool] }, [x86]);
    expect(checked).toEqual({ skipped: [], warnings: [], checks: [], layersForBoth: [] });
    expect(layerReads()).toBe(0);
  });

  it('skips the candidates on an architecture that a file of the code is not built for', async () => {
    const files = { 'lib/fast.node': elfHeader(MACHINE.x86_64) };
    const { skipped, warnings } = await check({ name: 'native', files });
    const reason =
      "lib/fast.node in the function's code is built for x86_64, and there is no build of it for arm64";
    expect(skipped).toEqual([
      { ...arm, reason },
      { ...armLarge, reason },
    ]);
    expect(warnings).toEqual([{ code: 'architecture-skipped', message: `arm64 is not measured: ${reason}` }]);
  });

  it('skips x86_64 of an arm64 function likewise', async () => {
    const files = { 'lib/fast.node': elfHeader(MACHINE.arm64) };
    const { skipped } = await check({ name: 'native-arm', files, architecture: 'arm64' });
    expect(skipped).toMatchObject([x86]);
  });

  it('takes code that brings builds for both', async () => {
    const files = {
      'prebuilds/linux-x64/fast.node': elfHeader(MACHINE.x86_64),
      'prebuilds/linux-arm64/fast.node': elfHeader(MACHINE.arm64),
    };
    const { skipped, checks } = await check({ name: 'both-builds', files });
    expect(skipped).toEqual([]);
    expect(checks).toEqual([
      { name: 'architecture', message: 'nothing in runtime, layers and code rules out arm64' },
    ]);
  });

  it('goes by what the publisher of a layer states, without looking into it', async () => {
    const one = await layer('one', { 'a.txt': CODE }, ['x86_64']);
    const { skipped } = await check({ name: 'declared-one', layers: [one] });
    expect(skipped[0]?.reason).toBe(`the layer ${one} is for x86_64 only, says its publisher`);
    const both = await layer('both', { 'bin/a': elfHeader(MACHINE.x86_64) }, ['x86_64', 'arm64']);
    expect((await check({ name: 'declared-both', layers: [both] })).layersForBoth).toEqual([both]);
  });

  it('looks into layers of which nothing is stated', async () => {
    const plain = await layer('plain', { 'nodejs/node_modules/a/index.js': CODE });
    expect((await check({ name: 'plain-layer', layers: [plain] })).layersForBoth).toEqual([plain]);
    const native = await layer('native', { 'bin/tool': elfHeader(MACHINE.x86_64) });
    const { skipped } = await check({ name: 'native-layer', layers: [plain, native] });
    expect(skipped[0]?.reason).toContain(`bin/tool in the layer ${native} is built for x86_64`);
  });

  it('skips an architecture that the runtime does not have, before it reads anything', async () => {
    const native = await layer('not-reached', { 'bin/tool': elfHeader(MACHINE.x86_64) });
    await pipeline.create('old', {}, { Layers: [native], Code: { ZipFile: zipSync({ 'index.mjs': CODE }) } });
    const found = await readTarget(pipeline.lambda, 'old', undefined);
    const before = layerReads();
    const old = { ...found, configuration: { ...found.configuration, Runtime: 'python3.7' as const } };
    const target = { architecture: 'x86_64', codeSha256: '' } as const;
    const { skipped } = await checkArchitectures(pipeline.lambda, checked(old), target, [x86, arm]);
    expect(skipped).toEqual([{ ...arm, reason: 'the runtime python3.7 does not exist for arm64' }]);
    expect(layerReads()).toBe(before);
  });

  it('tries an architecture where a layer can not be read, and says so', async () => {
    await pipeline.create('gone-layer', {}, { Code: { ZipFile: zipSync({ 'index.mjs': CODE }) } });
    const found = await readTarget(pipeline.lambda, 'gone-layer', undefined);
    const gone = 'arn:aws:lambda:us-east-1:000000000000:layer:gone:7';
    const withLayer = { ...found, configuration: { ...found.configuration, Layers: [{ Arn: gone }] } };
    const target = { architecture: 'x86_64', codeSha256: found.configuration.CodeSha256 ?? '' } as const;
    const answer = await checkArchitectures(pipeline.lambda, checked(withLayer), target, [x86, arm]);
    expect(answer).toMatchObject({ skipped: [], checks: [], layersForBoth: [] });
    expect(answer.warnings[0]?.code).toBe('compatibility-unknown');
    expect(answer.warnings[0]?.message).toContain(
      `the layer ${gone} can't be read: ResourceNotFoundException`,
    );
  });

  it('refuses a run of which nothing is left', async () => {
    const files = { bootstrap: elfHeader(MACHINE.x86_64) };
    const act = check({ name: 'nothing-left', files }, [arm, armLarge]);
    await expect(act).rejects.toThrow(InvalidInput);
    await expect(act).rejects.toThrow(
      /got \["arm64"\].*bootstrap in the function's code is built for x86_64/,
    );
    const { Configuration } = await pipeline.lambda.send(
      new GetFunctionCommand({ FunctionName: 'nothing-left' }),
    );
    expect(Configuration?.Architectures).toEqual(['x86_64']);
  });
});
