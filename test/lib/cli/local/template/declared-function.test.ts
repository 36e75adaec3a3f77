import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { machineArchitecture } from '../../../../../lib/cli/local/machine-architecture.ts';
import { declaredFunction } from '../../../../../lib/cli/local/template/declared-function.ts';
import { madeFolders } from '../../../../support/made-folders.ts';
import { onlyFunction } from '../support/source.ts';

const folder = madeFolders();
const HANDLER = { 'src/app.mjs': 'export const handler = async () => 1;' };
const project = folder({ ...HANDLER, 'extra/nodejs/two.js': '', 'code.zip': '' });
const OWN = { Architectures: [machineArchitecture()] };
const other = machineArchitecture() === 'arm64' ? 'x86_64' : 'arm64';

function declared(properties: object, more: object = {}, resources: object = {}) {
  const Orders = {
    Type: 'AWS::Serverless::Function',
    Properties: { Runtime: 'nodejs24.x', Handler: 'app.handler', CodeUri: 'src', ...OWN, ...properties },
  };
  const listed = onlyFunction({ Resources: { Orders, ...resources } }, project);
  return declaredFunction(listed, { entry: {}, settings: {}, ...more });
}

describe('declaredFunction', () => {
  it('has what the template says', () => {
    const made = declared({
      FunctionName: 'shop-orders',
      MemorySize: 512,
      Timeout: '20',
      EphemeralStorage: { Size: 1024 },
      Environment: { Variables: { A: 'a', N: 1, B: true } },
    });
    expect(made).toMatchObject({
      functionName: 'shop-orders',
      runtime: 'nodejs24.x',
      handler: 'app.handler',
      memoryMB: 512,
      timeoutSeconds: 20,
      ephemeralStorageMB: 1024,
      environment: { A: 'a', N: '1', B: 'true' },
      code: { kind: 'folder', path: join(project, 'src') },
      layers: [],
      warnings: [],
    });
  });

  it("takes Lambda's own defaults for what it doesn't say", () => {
    expect(declared({})).toMatchObject({ functionName: 'Orders', memoryMB: 128, timeoutSeconds: 3 });
  });

  it('leaves a variable without a value out, and names it', () => {
    const Environment = { Variables: { TABLE: { Ref: 'Table' }, DEEP: { a: 1 }, KEPT: 'x' } };
    const made = declared({ Environment });
    expect(made.environment).toEqual({ KEPT: 'x' });
    expect(made.warnings).toEqual([
      expect.stringMatching(/^TABLE of Orders is left out: !Ref Table has no value before it is deployed/),
      expect.stringMatching(/^DEEP of Orders is left out: it is no text/),
    ]);
  });

  it("takes power-tuner.json's environment over the template's, and its input", () => {
    const Environment = { Variables: { TABLE: { Ref: 'Table' }, KEPT: 'x' } };
    const settings = { environment: { TABLE: 'orders' }, input: { num: 9 } };
    expect(declared({ Environment }, { settings })).toMatchObject({
      environment: { TABLE: 'orders', KEPT: 'x' },
      input: { num: 9 },
      warnings: [],
    });
  });

  it('takes runtime and handler of the command line over the template', () => {
    const entry = { runtime: 'nodejs22.x' };
    expect(declared({ Runtime: { Ref: 'Which' } }, { entry }).runtime).toBe('nodejs22.x');
  });

  it('finds the layers of its own template, and leaves others out, by name', () => {
    const arn = 'arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:38';
    const made = declared(
      { Layers: [{ Ref: 'Extra' }, arn] },
      {},
      {
        Extra: { Type: 'AWS::Serverless::LayerVersion', Properties: { ContentUri: './extra' } },
      },
    );
    expect(made.layers).toEqual([{ name: 'Extra', code: { kind: 'folder', path: join(project, 'extra') } }]);
    expect(made.warnings).toEqual([expect.stringContaining(`the layer ${arn} of Orders is left out`)]);
  });

  it('says that a layer still has to be built', () => {
    const Extra = {
      Type: 'AWS::Serverless::LayerVersion',
      Properties: { ContentUri: 'extra' },
      Metadata: { BuildMethod: 'nodejs24.x' },
    };
    expect(declared({ Layers: [{ Ref: 'Extra' }] }, {}, { Extra }).warnings).toEqual([
      expect.stringMatching(/^the layer Extra is taken as it lies there; sam build would build it first/),
    ]);
  });

  it('says that it runs on another architecture than it is declared for', () => {
    const made = declared({ Architectures: [other] });
    expect(made.architecture).toBe(other);
    expect(made.warnings).toEqual([
      expect.stringMatching(`^Orders is declared for ${other}; here it runs, and is priced, as `),
    ]);
  });

  it('says what has no effect here', () => {
    expect(
      declared({ SnapStart: { ApplyOn: 'PublishedVersions' }, MemorySize: { Ref: 'Size' } }).warnings,
    ).toEqual([
      "MemorySize of Orders has no value here (!Ref Size): Lambda's default, 128, is taken",
      'SnapStart of Orders is left out: it has no effect on this machine',
    ]);
  });

  it.each([
    [
      { InlineCode: 'exports.handler = 1;', CodeUri: undefined },
      { kind: 'inline', text: 'exports.handler = 1;' },
    ],
    [{ CodeUri: 'code.zip' }, { kind: 'zip', path: join(project, 'code.zip') }],
    [
      { CodeUri: undefined, Handler: 'src/app.handler' },
      { kind: 'folder', path: project },
    ],
    [
      { CodeUri: undefined, Code: { ZipFile: 'x' } },
      { kind: 'inline', text: 'x' },
    ],
  ])('finds the code of %j', (properties, code) => {
    expect(declared(properties).code).toEqual(code);
  });

  it.each([
    [{ PackageType: 'Image' }, /Orders is a container image/],
    [{ CodeUri: undefined, Code: { ImageUri: 'x' } }, /the code of Orders is a container image/],
    [{ CodeUri: 's3://bucket/key' }, /lies at s3:\/\/bucket\/key, not on this machine: build it first/],
    [{ CodeUri: { Bucket: 'b', Key: 'k' } }, /lies in S3 \(b, k\), not on this machine/],
    [{ CodeUri: { Ref: 'Where' } }, /!Ref Where has no value on this machine/],
    [{ CodeUri: 'missing' }, /should be at .*missing, where nothing is: build it first \(sam build/],
    [{ CodeUri: 'src/app.mjs' }, /is neither a folder nor a zip/],
    [{ Handler: 'other.handler' }, /the code of Orders .* has no handler: looked for other\.mjs/],
    [
      { Runtime: { Ref: 'Which' } },
      /Orders .* has no Runtime that is known here \(!Ref Which\): give --runtime/,
    ],
    [{ Runtime: 'provided.al2023' }, /has no handler: looked for bootstrap\. Build it first \(sam build/],
  ])('refuses %j', (properties, message) => {
    expect(() => declared(properties)).toThrow(message);
  });
});
