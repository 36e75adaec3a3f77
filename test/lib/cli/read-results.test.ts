import { describe, expect, it } from 'vitest';
import { readResults } from '../../../lib/cli/report/read-results.ts';
import { pageLink } from '../../../lib/report/page-link.ts';
import { measured, resultWith } from '../../support/result.ts';

/** So many candidates that the link is longer than a path may be. */
const long = resultWith({
  candidates: Array.from({ length: 60 }, (_, index) =>
    measured('arm64', 128 + 64 * index, 1000 / (index + 1)),
  ),
});

describe('readResults', () => {
  it.each([
    ['whole', 'https://example.com/viewer.html', 4096],
    ['from its # on', '', 256],
  ])('reads a link that is longer than any path: %s', async (_, viewer, atLeast) => {
    const link = pageLink(viewer, long, { named: true });
    expect(link.length).toBeGreaterThanOrEqual(atLeast);
    const { reports } = await readResults([link]);
    expect(reports.map(({ title, entries }) => [title, entries.length])).toEqual([['secret-orders', 60]]);
  });

  it('says of a name that is longer than any path that there is no such file', async () => {
    await expect(readResults(['x'.repeat(5000)])).rejects.toThrow('there is no such file');
  });
});
