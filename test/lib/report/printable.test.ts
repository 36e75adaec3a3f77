import { describe, expect, it } from 'vitest';
import { printable } from '../../../lib/report/printable.ts';

describe('printable', () => {
  it('writes as escapes what a terminal would carry out', () => {
    expect(printable('\u001b[2J\u001b]0;title\u0007')).toBe('\\u{1b}[2J\\u{1b}]0;title\\u{7}');
    expect(printable('\u009b31m\r\u0000\u202e\u2028')).toBe('\\u{9b}31m\\u{d}\\u{0}\\u{202e}\\u{2028}');
  });

  it('leaves text in any language, with its lines and tabs, as it is', () => {
    const text = 'größer: 価格\tقيمة 👩\u200d🚀 می\u200cخواهم\nsecond line';
    expect(printable(text)).toBe(text);
  });
});
