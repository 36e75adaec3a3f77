import { describe, expect, it } from 'vitest';
import type { Proposal } from '../../../../lib/contract/index.ts';
import { renderMarkdown } from '../../../../lib/report/markdown.ts';
import { pageLink } from '../../../../lib/report/page-link.ts';
import { readReport } from '../../../../lib/report/reading/read.ts';
import { renderReports } from '../../../../lib/report/terminal.ts';
import { resultWith } from '../../../support/result.ts';

const same = (text: string) => text;
const palette = { bold: same, dim: same, green: same, yellow: same };

const LINES = ['# in the template of the stack shop', 'Resources:', '  Orders:', '    MemorySize: 512'];
const PROPOSAL: Proposal = {
  memoryMB: 512,
  architecture: 'arm64',
  reason: 'it is not sure',
  owner: { tool: 'sam', stack: 'shop', resource: 'Orders' },
  change: LINES.join('\n'),
};
const SAID = 'To change in SAM (shop, Orders): 512 MB on arm64. It is not sure.';

describe('a result with a proposal', () => {
  const result = resultWith({ proposal: PROPOSAL });

  it('is read with what to change, where and why, and the lines', () => {
    expect(readReport(result).proposal).toEqual({ text: SAID, lines: PROPOSAL.change, language: 'yaml' });
  });

  it.each<[Proposal['owner'], string, string]>([
    [undefined, 'To change: 512 MB on arm64. It is not sure.', 'sh'],
    [{ tool: 'terraform' }, 'To change in Terraform: 512 MB on arm64. It is not sure.', 'hcl'],
    [
      { tool: 'serverless', stack: 'shop-prod' },
      'To change in the Serverless Framework (shop-prod): 512 MB on arm64. It is not sure.',
      'yaml',
    ],
    [{ tool: 'cdk', stack: 'Shop' }, 'To change in CDK (Shop): 512 MB on arm64. It is not sure.', 'ts'],
  ])('says where: %j', (owner, text, language) => {
    const { owner: _, ...without } = PROPOSAL;
    const proposal = owner === undefined ? without : { ...without, owner };
    expect(readReport(resultWith({ proposal })).proposal).toMatchObject({ text, language });
  });

  it('has the lines as a block in Markdown, after the answer', () => {
    const text = renderMarkdown([readReport(result)]);
    const block = ['```yaml', ...LINES, '```'].join('\n');
    expect(text).toContain(
      `\n\nTo change in SAM (shop, Orders): 512 MB on arm64. It is not sure.\n\n${block}\n\n`,
    );
    expect(text.indexOf(block)).toBeLessThan(text.indexOf('| memory'));
  });

  it('has the lines whole in a terminal, however narrow that is', () => {
    const change = `aws lambda update-function-configuration ${'--region eu-west-1 '.repeat(5)}`.trim();
    const text = renderReports([readReport(resultWith({ proposal: { ...PROPOSAL, change } }))], palette, {
      columns: 40,
    });
    expect(text).toContain(`\n\n  ${change}\n\n`);
    expect(text).toContain('To change in SAM (shop, Orders): 512 MB\non arm64. It is not sure.');
    expect(renderReports([readReport(result)], palette)).toContain(
      LINES.map((line) => `\n  ${line}`).join(''),
    );
  });

  it('says nothing where there is none, or none that can be read', () => {
    const damaged: object[] = [
      {},
      { proposal: null },
      { proposal: { ...PROPOSAL, memoryMB: 'x' } },
      { proposal: { ...PROPOSAL, change: 1 } },
      { proposal: { ...PROPOSAL, change: 'x'.repeat(4001) } },
    ];
    for (const more of damaged) {
      const report = readReport({ ...resultWith(), ...more });
      expect(report.proposal).toBeUndefined();
      expect(renderMarkdown([report])).not.toContain('To change');
    }
  });

  it('reads one whose owner is of a kind that is not known yet', () => {
    const owner = { tool: 'cobol' };
    const report = readReport({ ...resultWith(), proposal: { ...PROPOSAL, owner } });
    expect(report.proposal?.text).toBe('To change: 512 MB on arm64. It is not sure.');
  });

  it('is left out of a link without names', () => {
    expect(pageLink('https://example.com/', result)).toBe(pageLink('https://example.com/', resultWith()));
  });
});
