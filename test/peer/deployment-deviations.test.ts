import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEPLOYMENT_DEVIATIONS } from './deployment-deviations.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('a deviation that keeps the deployed stack from something', () => {
  it.each(DEPLOYMENT_DEVIATIONS.map(({ coveredBy }) => coveredBy))('is covered by %s', (coveredBy) => {
    const [file = '', title = ''] = coveredBy.split(' > ');
    expect(title).not.toBe('');
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(title);
  });
});
