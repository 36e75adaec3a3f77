import { expect, test } from 'vitest';
import { bundlePage } from '../../../../lib/report/page/bundle.ts';

test('the page’s template is at most 700 KB: it goes along with every result', () => {
  const template = bundlePage();
  expect(template).toContain('<div id="app"></div>');
  expect(Buffer.byteLength(template)).toBeLessThanOrEqual(700 * 1024);
});
