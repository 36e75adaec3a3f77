import { describe, expect, it } from 'vitest';
import { entryIn, hasKnownEntry } from '../../../../lib/cli/local/handler.ts';

const contents = (...files: string[]) => ({
  name: 'orders',
  remedy: 'Give another.',
  has: (file: string) => files.includes(file),
});

describe('entryIn', () => {
  it.each([
    [['index.mjs'], {}, 'nodejs24.x', 'index.handler'],
    [['index.ts'], {}, 'nodejs24.x', 'index.handler'],
    [['lambda_function.py'], {}, 'python3.13', 'lambda_function.lambda_handler'],
    [['bootstrap'], {}, 'provided.al2023', 'bootstrap'],
    [['src/app.js'], { handler: 'src/app.run' }, 'nodejs24.x', 'src/app.run'],
    [['shop/app.py'], { handler: 'shop.app.run' }, 'python3.13', 'shop.app.run'],
    [['app/__init__.py'], { handler: 'app.run' }, 'python3.13', 'app.run'],
    [['index.cjs'], { runtime: 'nodejs22.x' }, 'nodejs22.x', 'index.handler'],
    [['bootstrap', 'index.js'], { runtime: 'provided.al2023' }, 'provided.al2023', 'bootstrap'],
    [['bootstrap'], { runtime: 'provided.al2023', handler: 'a.b' }, 'provided.al2023', 'a.b'],
    [[], { runtime: 'java21', handler: 'shop.Orders::handle' }, 'java21', 'shop.Orders::handle'],
    [[], { runtime: 'nodejs24.x', handler: '/opt/wrapper.handler' }, 'nodejs24.x', '/opt/wrapper.handler'],
  ])('of %j with %j is %s, %s', (files, given, runtime, handler) => {
    expect(entryIn(contents(...files), given)).toEqual({ runtime, handler });
  });

  it.each([
    [['main.js'], {}, /orders has no handler: looked for index\.mjs, .*lambda_function\.py, .*bootstrap/],
    [['index.js'], { handler: 'app.handler' }, /looked for app\.mjs/],
    [['index.js'], { runtime: 'python3.13' }, /looked for lambda_function\.py/],
    [['index.js'], { runtime: 'provided.al2023' }, /looked for bootstrap\. Give another\./],
  ])('refuses %j with %j', (files, given, message) => {
    expect(() => entryIn(contents(...files), given)).toThrow(message);
  });
});

describe('hasKnownEntry', () => {
  it('is seen from the files alone', () => {
    expect(hasKnownEntry(contents('index.js'))).toBe(true);
    expect(hasKnownEntry(contents('template.yaml', 'src/index.js'))).toBe(false);
  });
});
