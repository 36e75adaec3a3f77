import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { failureText } from '../../../lib/cli/failure-text.ts';

const failed = (cause: unknown) =>
  failureText({ status: 'FAILED', error: 'Broken', cause } as DescribeExecutionCommandOutput);

describe('failureText', () => {
  it("says a stage's error in its own words", () => {
    expect(failed(JSON.stringify({ errorMessage: 'two\nlines' }))).toBe(
      'the execution failed with Broken: two\nlines',
    );
  });

  it('adds what may be left, and the answer where there is one', () => {
    const cause = { message: 'not cleaned', left: ['a', 'b'], recommendation: { sentence: 'take 128 MB.' } };
    expect(failed(JSON.stringify(cause))).toBe(
      'the execution failed with Broken: not cleaned\nMay be left: a, b\nThe answer all the same: take 128 MB.',
    );
  });

  it.each(['no JSON', 'null', '[]', '"text"', undefined])('takes the cause %j as it is', (cause) => {
    expect(failed(cause)).toMatch(/^the execution failed with Broken: /);
  });

  it('shows nothing that a terminal would carry out', () => {
    expect(failed(JSON.stringify({ errorMessage: '\u001b[2J' }))).toBe(
      'the execution failed with Broken: \\u{1b}[2J',
    );
    expect(failed('\u001b[2J')).toBe('the execution failed with Broken: \\u{1b}[2J');
  });
});
