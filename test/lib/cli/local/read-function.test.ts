import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLocal, readFunction } from '../../../../lib/cli/local/read-function.ts';
import { madeFolders } from '../../../support/made-folders.ts';

const folder = madeFolders();
const FUNCTION = `Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: {Runtime: nodejs24.x, Handler: app.handler, CodeUri: src, Timeout: 7}
`;
const options = { entry: {}, region: 'us-east-1' };

describe('readFunction', () => {
  it('takes a folder with a handler as it is, though it has a template', async () => {
    const path = folder({ 'index.mjs': '', 'src/app.mjs': '', 'template.yaml': FUNCTION });
    expect(await readFunction(path, options)).toMatchObject({ functionName: 'orders', timeoutSeconds: 60 });
    expect(await readFunction(path, { ...options, functionName: 'Orders' })).toMatchObject({
      functionName: 'Orders',
      timeoutSeconds: 7,
    });
  });

  it('takes the only function of a template, by its folder or its file', async () => {
    const path = folder({ 'src/app.mjs': '', 'template.yaml': FUNCTION });
    const expected = { functionName: 'Orders', code: { path: join(path, 'src') } };
    expect(await readFunction(path, options)).toMatchObject(expected);
    expect(await readFunction(join(path, 'template.yaml'), options)).toMatchObject(expected);
  });

  it('refuses a function that is asked of a folder without a template', async () => {
    const path = folder({ 'index.mjs': '' });
    const asked = readFunction(path, { ...options, functionName: 'Orders' });
    await expect(asked).rejects.toThrow(/has no template .* and no cdk\.out in which Orders could be/);
  });
});

describe('isLocal', () => {
  it('is true for folders, zips and templates that are there', () => {
    const path = folder({ 'code.zip': '', 'template.yaml': '' });
    for (const target of [path, join(path, 'code.zip'), join(path, 'template.yaml')]) {
      expect(isLocal(target)).toBe(true);
    }
  });

  it.each(['orders', 'orders:live', 'arn:aws:lambda:eu-west-1:123456789012:function:orders'])(
    'is false for %s',
    (target) => {
      expect(isLocal(target)).toBe(false);
    },
  );

  it.each(['./nowhere', 'code.zip', 'build/template.yaml'])('refuses %s where nothing is', (target) => {
    expect(() => isLocal(target)).toThrow(`${target}: there is no such file or folder`);
  });

  it('refuses a file that is none of these', () => {
    const path = join(folder({ 'index.mjs': '' }), 'index.mjs');
    expect(() => isLocal(path)).toThrow(/neither a folder nor a zip nor a template/);
  });
});
