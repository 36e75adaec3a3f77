import { describe, expect, it } from 'vitest';
import { escaped, renderMarkdown } from '../../../lib/report/markdown.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { resultWith } from '../../support/result.ts';

const report = readReport(resultWith());

describe('renderMarkdown', () => {
  it('has the answer, how sure it is, what it saves, the table, what was odd, and the run folded', () => {
    const lines = renderMarkdown([report]).split('\n');
    expect(lines[0]).toBe('### Power tuning of secret-orders');
    expect(lines[2]).toMatch(/^\*\*512 MB on arm64 is the cheapest: \\\$2\.60 per million invocations/);
    expect(lines).toContain('Certainty that nothing measured is better: 82%.');
    expect(lines).toContain(
      'Against the current configuration: 14% cheaper (12% to 16%) and 7% slower (9% slower to 1% faster).',
    );
    const answer = lines.find((line) => line.includes('**recommended**'));
    expect(answer?.split('|').map((cell) => cell.trim())).toEqual([
      '',
      '**512 MB**',
      '**arm64**',
      '**350 ms**',
      '**343 ms**',
      '**386 ms**',
      '**456 ms**',
      '**\\$2.53**',
      '**232 ms**',
      '**97 MB**',
      '**400**',
      '**recommended**',
      '',
    ]);
    expect(lines).toContain('- x86_64-512: 2 × Function.Timeout left out');
    const folded = lines.slice(lines.indexOf('<details><summary>The run of secret-orders</summary>'));
    expect(folded).toContain('- Took: 84.6 s');
    expect(folded).toContain('</details>');
  });

  it('shows a picture only where it is said where that is', () => {
    expect(renderMarkdown([report])).not.toContain('![');
    const picture = 'https://example.com/a b.svg?x=(1)>';
    expect(renderMarkdown([report], { picture })).toContain(
      '![Cost and duration of secret-orders by memory size](<https://example.com/a%20b.svg?x=(1)%3E>)',
    );
  });

  it('compares several in one table, and says of each whose it is', () => {
    const text = renderMarkdown([report, { ...report, title: 'after' }]);
    expect(text.match(/^### /gm)).toHaveLength(2);
    expect(text.match(/^\| *:?-+/gm)).toHaveLength(1);
    expect(text).toContain('| after');
    expect(text).toContain('**Worth knowing of after**');
  });

  it('explains the mark of a rough p99 where there is one, and not that of a name', () => {
    const legend = 'too few samples to say how far off this p99 may be';
    expect(renderMarkdown([report], { view: 'cold' })).toContain(legend);
    const titled = { ...report, title: '~5 ms' };
    expect(renderMarkdown([titled, titled])).not.toContain(legend);
  });

  it('says that nothing was measured', () => {
    expect(renderMarkdown([readReport(resultWith({ candidates: [] }))])).toContain(
      'No configuration was measured.',
    );
  });
});

describe('escaped', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['`code`', '\\`code\\`'],
    ['<img src=x>', '\\<img src=x>'],
    ['&lt;', '\\&lt;'],
    ['[text](javascript:x)', '\\[text\\](javascript:x)'],
    ['**bold** and _it_', '\\*\\*bold\\*\\* and \\_it\\_'],
    ['x86_64', 'x86_64'],
    ['one\n# two\r\nthree', 'one \\#\u200b two three'],
    ['@octocat', '@\u200boctocat'],
    ['a#12 GH-7', 'a\\#\u200b12 GH-\u200b7'],
    ['https://evil.example www.evil.example', 'https:\u200b//evil.example www\u200b.evil.example'],
    [':tada:', ':\u200btada:'],
    ['1. item', '1\u200b. item'],
    ['1.5 s', '1.5 s'],
    ['- item', '\\- item'],
    ['$5 and $6', '\\$5 and \\$6'],
    ['\u001b[31mred\u202e', '\\\\u\\{1b\\}\\[31mred\\\\u\\{202e\\}'],
  ])('writes %j as text', (text, written) => {
    expect(escaped(text)).toBe(written);
  });
});
