import { describe, expect, it } from 'vitest';
import { documentsOfFragment, pageLink } from '../../../lib/report/page-link.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { NAMES, resultWith } from '../../support/result.ts';

const VIEWER = 'https://example.com/viewer.html';

/** What whoever gets the link can read. */
function held(link: string): { text: string; documents: unknown[] } {
  const documents = documentsOfFragment(link.slice(link.indexOf('#') + 1)) ?? [];
  return { text: JSON.stringify(documents), documents };
}

describe('pageLink', () => {
  it('holds the figures of the result behind its #', () => {
    const link = pageLink(VIEWER, resultWith());
    expect(link.startsWith(`${VIEWER}#r1.`)).toBe(true);
    const [document] = held(link).documents;
    expect(readReport(document).entries).toEqual(readReport(resultWith()).entries);
    expect(link).toMatch(/^[\x21-\x7e]+$/);
  });

  it.each(Object.entries(NAMES))('holds no name of the %s', (_, name) => {
    const reason = `${NAMES.function} failed in arn:aws:lambda:us-east-1:${NAMES.account}:function:${NAMES.function}`;
    const [first, ...others] = resultWith().candidates;
    const candidates = [{ ...first, status: 'failed', reason }, ...others];
    const link = pageLink(VIEWER, { ...resultWith(), candidates } as ReturnType<typeof resultWith>);
    expect(JSON.stringify(resultWith())).toContain(name);
    expect(held(link).text).not.toContain(name);
    expect(held(link).text).not.toContain('arn:');
    expect(held(link).text).not.toContain('said');
  });

  it('holds the name of the function alone where it is asked for', () => {
    const { text, documents } = held(pageLink(VIEWER, resultWith(), { named: true }));
    expect(documents).toMatchObject([{ title: NAMES.function }]);
    expect(text.split(NAMES.function)).toHaveLength(2);
    for (const name of [NAMES.account, NAMES.bucket, NAMES.execution, 'arn:'])
      expect(text).not.toContain(name);
  });

  it('leaves a name that is part of another word, and one that means something to a pattern', () => {
    const { target } = resultWith();
    const named = (name: string, message: string) => {
      const functionArn = `arn:aws:lambda:us-east-1:${NAMES.account}:function:${name}`;
      const warnings = [{ code: 'any', message }];
      return held(pageLink(VIEWER, resultWith({ target: { ...target, functionArn }, warnings }))).text;
    };
    expect(named('ord', 'orders of ord')).toContain('orders of the function');
    expect(named('a.*(b', 'a.*(b and axxb')).toContain('the function and axxb');
  });

  it('takes what is behind the # of the viewer away', () => {
    expect(pageLink(`${VIEWER}#old`, resultWith()).split('#')).toHaveLength(2);
  });

  it('tells a damaged link from another one', () => {
    const link = pageLink(VIEWER, resultWith());
    expect(documentsOfFragment(link.slice(link.indexOf('#') + 1, -20))).toEqual([]);
    expect(documentsOfFragment('gAAAAg==;x;y')).toBeUndefined();
  });
});
