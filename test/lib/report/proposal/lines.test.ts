import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { OWNER_TOOLS, type Owner } from '../../../../lib/contract/index.ts';
import type { Change } from '../../../../lib/report/proposal/change.ts';
import { changeLines } from '../../../../lib/report/proposal/lines.ts';

function change(owner: Owner | undefined, more: Partial<Change> = {}): string[] {
  const function_ = { region: 'eu-west-1', functionName: 'orders-prod-create', packageType: 'Zip' } as const;
  return changeLines({ ...function_, owner, memoryMB: 1024, architecture: 'arm64', ...more }).split('\n');
}

const OF_STACK = { stack: 'orders-prod', resource: 'OrdersFunction' } as const;
const SIZE_ONLY = { architecture: undefined };

describe('changeLines', () => {
  it('writes a CloudFormation template', () => {
    expect(change({ tool: 'cloudformation', ...OF_STACK })).toEqual([
      '# in the template of the stack orders-prod',
      'Resources:',
      '  OrdersFunction:',
      '    Type: AWS::Lambda::Function',
      '    Properties:',
      '      MemorySize: 1024',
      '      Architectures:',
      '        - arm64',
    ]);
  });

  it('writes a SAM template, and only what changes', () => {
    expect(change({ tool: 'sam', ...OF_STACK }, SIZE_ONLY)).toEqual([
      '# in the template of the stack orders-prod',
      'Resources:',
      '  OrdersFunction:',
      '    Type: AWS::Serverless::Function',
      '    Properties:',
      '      MemorySize: 1024',
    ]);
  });

  it('names the function where no tag has its logical id', () => {
    expect(change({ tool: 'sam' }, SIZE_ONLY).slice(0, 3)).toEqual([
      '# the function is deployed as orders-prod-create',
      'Resources:',
      '  Function:',
    ]);
  });

  it('writes CDK', () => {
    expect(change({ tool: 'cdk', stack: 'Orders', resource: 'Create0A19E10E' })).toEqual([
      '// the function with the logical id Create0A19E10E, in the stack Orders',
      'memorySize: 1024,',
      'architecture: Architecture.ARM_64,',
    ]);
    expect(change({ tool: 'cdk' }, { memoryMB: undefined, architecture: 'x86_64' })).toEqual([
      '// the function orders-prod-create',
      'architecture: Architecture.X86_64,',
    ]);
  });

  it('writes Terraform, as its formatter does', () => {
    expect(change({ tool: 'terraform' })).toEqual([
      '# the resource "aws_lambda_function" whose function_name is orders-prod-create',
      'memory_size   = 1024',
      'architectures = ["arm64"]',
    ]);
    expect(change({ tool: 'terraform' }, SIZE_ONLY)[1]).toBe('memory_size = 1024');
  });

  it('writes serverless.yml, with the key that the name of the function ends with', () => {
    const owner = { tool: 'serverless', stack: 'orders-prod', resource: 'CreateLambdaFunction' } as const;
    expect(change(owner)).toEqual([
      '# in serverless.yml of orders-prod',
      'functions:',
      '  create:',
      '    memorySize: 1024',
      '    architecture: arm64',
    ]);
  });

  it.each([
    ['CreateDashOrderLambdaFunction', 'create-Order'],
    ['CreateUnderscoreorderLambdaFunction', 'create_order'],
    ['Odd', 'orders'],
    ['LambdaFunction', 'orders'],
  ])('finds the key in the logical id %s of a function with another name', (resource, key) => {
    const owner = { tool: 'serverless', stack: 'shop-prod', resource } as const;
    expect(change(owner, { functionName: 'orders' })[2]).toBe(`  ${key}:`);
  });

  it('writes Pulumi', () => {
    expect(change({ tool: 'pulumi', stack: 'orders/prod' })).toEqual([
      '// the aws.lambda.Function that is deployed as orders-prod-create, in orders/prod',
      'memorySize: 1024,',
      'architectures: ["arm64"],',
    ]);
  });

  it('says what to run where nothing is known to deploy it', () => {
    expect(change(undefined, SIZE_ONLY)).toEqual([
      'aws lambda update-function-configuration --region eu-west-1 --function-name orders-prod-create --memory-size 1024',
    ]);
    expect(change(undefined)).toEqual([
      '# an architecture is changed together with code: function.zip is the package of the function',
      'aws lambda update-function-code --region eu-west-1 --function-name orders-prod-create --architectures arm64 --zip-file fileb://function.zip',
      'aws lambda wait function-updated-v2 --region eu-west-1 --function-name orders-prod-create',
      'aws lambda update-function-configuration --region eu-west-1 --function-name orders-prod-create --memory-size 1024',
    ]);
  });

  it('says of an image that another is needed', () => {
    const takes = 'with an image that is built for arm64';
    expect(change(undefined, { packageType: 'Image', memoryMB: undefined, takes })).toEqual([
      '# an architecture is changed together with the image: set IMAGE to its URI',
      '# with an image that is built for arm64',
      'aws lambda update-function-code --region eu-west-1 --function-name orders-prod-create --architectures arm64 --image-uri "$IMAGE"',
    ]);
    expect(change({ tool: 'terraform' }, { takes })[1]).toBe(`# ${takes}`);
  });

  it('quotes a name that a shell would read otherwise', () => {
    expect(change(undefined, { ...SIZE_ONLY, functionName: "a'; rm -rf $HOME" })).toEqual([
      "aws lambda update-function-configuration --region eu-west-1 --function-name 'a'\\''; rm -rf $HOME' --memory-size 1024",
    ]);
  });

  describe('whatever a stack and a resource are called', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'a: b',
        '- a',
        '# x',
        'yes',
        '1',
        '"',
        '\n',
        '\u2028',
        '\u0085x: 1',
        '__proto__',
        '*/',
        '``',
      ),
    );
    const names = fc.record({ stack: text, resource: text }, { requiredKeys: [] });
    const linesOf = (tool: Owner['tool'], of: Omit<Owner, 'tool'>) => change({ tool, ...of }).join('\n');

    it.each(['1.1', '1.2'] as const)('is YAML %s that has it as a name', (version) => {
      fc.assert(
        fc.property(names, (of) => {
          const template = parse(linesOf('cloudformation', of), { version });
          expect(Object.keys(template)).toEqual(['Resources']);
          expect(Object.entries(template.Resources)).toEqual([
            [
              (of.resource ?? 'Function').toWellFormed(),
              { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 1024, Architectures: ['arm64'] } },
            ],
          ]);
        }),
        { seed: 1 },
      );
    });

    it('is a serverless.yml with one function', () => {
      fc.assert(
        fc.property(names, (of) => {
          const service = parse(linesOf('serverless', of));
          expect(Object.keys(service)).toEqual(['functions']);
          expect(Object.values(service.functions)).toEqual([{ memorySize: 1024, architecture: 'arm64' }]);
        }),
        { seed: 1 },
      );
    });

    it('is TypeScript with these properties', () => {
      fc.assert(
        fc.property(names, (of) => {
          const { code } = transformSync(`x({\n${linesOf('cdk', of)}\n})`, { loader: 'ts', minify: true });
          expect(code).toBe('x({memorySize:1024,architecture:Architecture.ARM_64});\n');
        }),
        { seed: 1, numRuns: 30 },
      );
    });

    it.each(OWNER_TOOLS)('is nothing but the change and comments for %s', (tool) => {
      const none = change({ tool }).filter((line) => !/^(#|\/\/)/.test(line));
      fc.assert(
        fc.property(names, (of) => {
          const lines = linesOf(tool, of).split(/[\n\r\u0085\u2028\u2029]/);
          expect(lines.filter((line) => !/^(#|\/\/)/.test(line)).length).toBe(none.length);
          if (tool === 'terraform') expect(lines.slice(-2)).toEqual(none);
        }),
        { seed: 1 },
      );
    });
  });
});
