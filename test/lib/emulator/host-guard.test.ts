import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../lib/emulator/host-guard.ts';

const listening = { port: 4000, endpoint: 'http://127.0.0.1:4000' };
const refusal = (headers: Record<string, string>) => refusalOf((name) => headers[name], listening);

describe('refusalOf', () => {
  it.each(['127.0.0.1:4000', 'localhost:4000', 'LocalHost:4000', '[::1]:4000'])('lets %s in', (host) => {
    expect(refusal({ host })).toBeUndefined();
  });

  it.each([
    'evil.example:4000',
    '127.0.0.1',
    '127.0.0.1:4001',
    'localhost.evil.example:4000',
    'bucket.localhost:4000',
  ])('refuses %s, and says how to address it', (host) => {
    expect(refusal({ host })).toContain('http://127.0.0.1:4000');
  });

  it('refuses no host at all', () => {
    expect(refusal({})).toContain('http://127.0.0.1:4000');
  });

  it('refuses a web page that sends across sites', () => {
    expect(refusal({ host: '127.0.0.1:4000', origin: 'https://evil.example' })).toBe(
      'this emulator does not answer web pages',
    );
  });
});
