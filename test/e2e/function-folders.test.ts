import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resultSchema } from '../../lib/contract/index.ts';
import { folderWith, powerTuner } from '../support/command-line.ts';
import { zipped } from '../support/zipped.ts';

const QUICK = ['--num', '5', '--power-values', '256,512', '--json'];
const folders: { path: string; remove(): void }[] = [];

function folder(files: Readonly<Record<string, string>>, name?: string): string {
  const made = folderWith(files, name);
  folders.push(made);
  return made.path;
}

afterAll(() => {
  for (const made of folders) made.remove();
});

/** A handler that fails where the function isn't set up as its template says. */
const CHECKS = `exports.run = async () => {
  const { STAGE, TABLE, SHARED } = process.env;
  const seen = JSON.stringify({ STAGE, TABLE, SHARED });
  if (seen !== '{"STAGE":"dev","SHARED":"yes"}') throw new Error(seen);
};`;

const SAM = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: dev}
Globals:
  Function:
    Runtime: nodejs24.x
    Timeout: 20
    Environment: {Variables: {SHARED: 'yes'}}
Resources:
  Table: {Type: AWS::DynamoDB::Table}
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/orders
      Handler: app.run
      MemorySize: 512
      Environment: {Variables: {STAGE: !Ref Stage, TABLE: !Ref Table}}
  Layered:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: src/layered, Handler: app.run, Layers: [!Ref Extra]}
  Extra:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: extra}
  Picture:
    Type: AWS::Serverless::Function
    Properties: {PackageType: Image, ImageUri: picture:1}
`;

const SAM_PROJECT = {
  'template.yaml': SAM,
  'src/orders/app.js': CHECKS,
  'src/layered/app.js':
    "const { two } = require('two');\nexports.run = async () => { if (two !== 2) throw new Error('no layer'); };",
  'extra/nodejs/node_modules/two/index.js': 'exports.two = 2;',
};

/** The result of a run in which nothing failed. */
async function tuned(args: readonly string[]) {
  const { code, stdout, stderr } = await powerTuner(['tune', ...args, ...QUICK]);
  expect(stderr).not.toMatch(/error/);
  expect(code).toBe(0);
  const result = resultSchema.parse(JSON.parse(stdout));
  expect(result.candidates.flatMap(({ failures }) => failures)).toEqual([]);
  return { result, stderr };
}

describe('power-tuner tune --function', () => {
  it('runs a function of a SAM template as it is declared there', async () => {
    const { result, stderr } = await tuned([folder(SAM_PROJECT, 'shop'), '--function', 'Orders']);
    expect(result.target.functionArn).toMatch(/:function:Orders$/);
    expect(result.baseline?.memoryMB).toBe(512);
    expect(stderr).toMatch(/^warning: TABLE of Orders is left out: !Ref Table has no value/m);
  });

  it('lays its layers under it', async () => {
    await tuned([join(folder(SAM_PROJECT, 'shop'), 'template.yaml'), '-f', 'Layered']);
  });

  it('runs a function of a CDK assembly', async () => {
    const { result } = await tuned([folder(CDK_PROJECT, 'shop'), '--function', 'Shop/Orders']);
    expect(result.target.functionArn).toMatch(/:function:Orders1234ABCD$/);
    expect(result.baseline?.memoryMB).toBe(256);
  });

  it.each([
    [[], /has 3 functions; name one with --function:\n- Orders\n- Layered\n- Picture/],
    [['--function', 'Order'], /has no function Order; did you mean Orders\?/],
    [['--function', 'Picture'], /Picture is a container image/],
  ])('ends with 2 for %j', async (args, message) => {
    const { code, stderr, stdout } = await powerTuner(['tune', folder(SAM_PROJECT), ...args]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });

  it('is refused for a function in AWS', async () => {
    const { code, stderr } = await powerTuner(['tune', 'orders', '--function', 'Orders']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/orders is no file or folder here.*--function, --runtime and --handler/);
  });
});

const HASH = 'ab'.repeat(32);
/** What `cdk synth` writes, but for what isn't read. */
const CDK_PROJECT = {
  'cdk.out/manifest.json': JSON.stringify({
    version: '55.0.0',
    artifacts: {
      'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
      Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' } },
    },
  }),
  'cdk.out/Shop.assets.json': JSON.stringify({
    version: '55.0.0',
    files: {
      [HASH]: {
        source: { path: `asset.${HASH}`, packaging: 'zip' },
        destinations: { current: { bucketName: 'assets', objectKey: `${HASH}.zip` } },
      },
    },
  }),
  'cdk.out/Shop.template.json': JSON.stringify({
    Resources: {
      Orders1234ABCD: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: 'assets', S3Key: `${HASH}.zip` },
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          MemorySize: 256,
          Timeout: 20,
        },
        Metadata: { 'aws:cdk:path': 'Shop/Orders/Resource' },
      },
    },
  }),
  [`cdk.out/asset.${HASH}/index.js`]: 'exports.handler = async () => 1;',
};

describe('power-tuner tune <zip>', () => {
  it('runs a deployment package, with the handler that is given', async () => {
    const zip = join(folder({ 'a.txt': '' }), 'function.zip');
    writeFileSync(zip, zipped({ 'src/app.mjs': 'export const run = async () => 1;' }));
    const { result } = await tuned([zip, '--handler', 'src/app.run']);
    expect(result.target.functionArn).toMatch(/:function:function$/);
  });

  it('ends with 2 where the package has no handler', async () => {
    const zip = join(folder({ 'a.txt': '' }), 'function.zip');
    writeFileSync(zip, zipped({ 'src/app.mjs': '' }));
    const { code, stderr } = await powerTuner(['tune', zip]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /function\.zip has no handler: looked for index\.mjs.*or --handler src\/app\.handler/,
    );
  });
});

describe('what a command loads', () => {
  it('is not what bundles, nor what reads templates, before it is needed', () => {
    const script = `
      const { registerHooks } = await import('node:module');
      const loaded = [];
      registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
      await import(${JSON.stringify(join(import.meta.dirname, '../../lib/cli/tune.ts'))});
      console.log(JSON.stringify(loaded));`;
    const loaded = JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
    ) as string[];
    expect(loaded.some((url) => url.endsWith('lib/cli/tune.ts'))).toBe(true);
    expect(
      loaded.filter((url) => /node_modules\/yaml\/|lib\/cli\/local\/(bundle\.ts|template\/)/.test(url)),
    ).toEqual([]);
  });
});
