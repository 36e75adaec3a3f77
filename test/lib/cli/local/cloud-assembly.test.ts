import { join } from 'node:path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { isCloudAssembly } from '../../../../lib/cli/local/cloud-assembly.ts';
import { readDeclared } from '../../../../lib/cli/local/read-declared.ts';
import { madeFolders } from '../../../support/made-folders.ts';

const folder = madeFolders();
const project = folder({
  'code/index.js': 'exports.handler = async () => 1;',
  'layer/nodejs/two.js': 'exports.two = 2;',
});
const assembly = synthesised(join(project, 'cdk.out'));

/** An app with a stack, a nested stack and a stage, written as the CDK CLI does. */
function synthesised(outdir: string): string {
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  const common = () => ({
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(join(project, 'code')),
  });
  const shop = new Stack(app, 'Shop');
  const extra = new LayerVersion(shop, 'Extra', { code: Code.fromAsset(join(project, 'layer')) });
  new LambdaFunction(shop, 'Orders', {
    ...common(),
    memorySize: 512,
    layers: [extra],
    environment: { STACK_REGION: shop.region, PLAIN: 'x' },
  });
  new LambdaFunction(new NestedStack(shop, 'Returns'), 'Accept', { ...common(), functionName: 'accept' });
  new LambdaFunction(new Stack(new Stage(app, 'Prod'), 'Shop'), 'Orders', { ...common(), memorySize: 1024 });
  app.synth();
  return outdir;
}

const read = (functionName: string, path = assembly) =>
  readDeclared(path, { functionName, entry: {}, region: 'eu-west-1' });

describe('a CDK assembly', () => {
  it("gives a stack's function, its asset and its layer", async () => {
    const made = await read('Shop/Orders');
    expect(made).toMatchObject({
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      memoryMB: 512,
      timeoutSeconds: 3,
      environment: { STACK_REGION: 'eu-west-1', PLAIN: 'x' },
      code: { kind: 'folder', path: expect.stringMatching(/cdk\.out\/asset\.[0-9a-f]{64}$/) },
      layers: [{ code: { kind: 'folder', path: expect.stringMatching(/cdk\.out\/asset\./) } }],
    });
    expect(made?.functionName).toMatch(/^Orders[0-9A-F]{8}$/);
  });

  it.each([
    ['accept', 128],
    ['Accept', 128],
    ['Prod/Shop/Orders', 1024],
  ])('finds %s in nested stacks and in stages', async (name, memoryMB) => {
    expect(await read(name)).toMatchObject({ memoryMB, code: { kind: 'folder' } });
  });

  it('is found in the folder that has it, and by its manifest', async () => {
    expect(await read('accept', project)).toMatchObject({ functionName: 'accept' });
    expect(await read('accept', join(assembly, 'manifest.json'))).toMatchObject({ functionName: 'accept' });
  });

  it('refuses to choose among its functions', async () => {
    const choice = readDeclared(assembly, { entry: {}, region: 'eu-west-1' });
    await expect(choice).rejects.toThrow(/has 3 functions; name one with --function:/);
    await expect(read('Nobody')).rejects.toThrow(/has no function Nobody.*\(Shop\/Orders\)/s);
  });

  it('is told from other things with a manifest.json', () => {
    expect(isCloudAssembly(assembly)).toBe(true);
    expect(isCloudAssembly(folder({ 'manifest.json': '{"name": "a web page"}' }))).toBe(false);
    expect(isCloudAssembly(project)).toBe(false);
  });
});
