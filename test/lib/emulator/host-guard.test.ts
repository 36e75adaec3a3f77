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

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:4000' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-origin' },
  ])('refuses a web page that sends %j', (headers) => {
    expect(refusal({ host: '127.0.0.1:4000', ...headers })).toBe('this emulator does not answer web pages');
  });

  it('lets in what a user opens without a page', () => {
    expect(refusal({ host: '127.0.0.1:4000', 'sec-fetch-site': 'none' })).toBeUndefined();
  });
});
