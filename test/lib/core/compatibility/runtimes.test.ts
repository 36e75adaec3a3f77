import { describe, expect, it } from 'vitest';
import { runtimeHas } from '../../../../lib/core/compatibility/runtimes.ts';

describe('runtimeHas', () => {
  it.each(['go1.x', 'nodejs10.x', 'python3.6', 'python3.7', 'java8', 'ruby2.5', 'dotnetcore2.1', 'provided'])(
    'knows that %s exists for x86_64 only',
    (runtime) => {
      expect(runtimeHas(runtime, 'arm64')).toBe(false);
      expect(runtimeHas(runtime, 'x86_64')).toBe(true);
    },
  );

  it.each([
    'nodejs12.x',
    'nodejs24.x',
    'python3.8',
    'python3.14',
    'java8.al2',
    'ruby2.7',
    'dotnetcore3.1',
    'provided.al2',
    'a-later-one',
  ])('knows that %s exists for both', (runtime) => {
    expect(runtimeHas(runtime, 'arm64')).toBe(true);
    expect(runtimeHas(runtime, 'x86_64')).toBe(true);
  });
});
