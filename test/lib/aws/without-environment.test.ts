import { describe, expect, it } from 'vitest';
import { withoutEnvironment } from '../../../lib/aws/without-environment.ts';

const TAKEN_OUT = '(a value of the environment)';

describe('withoutEnvironment', () => {
  it('takes the values out of what Lambda says of an environment that is too large', () => {
    const variables = { TOKEN: 'secret-4711', STAGE: 'a "quoted"\nvalue', PIN: '12' };
    const said = 'exceeded the 4KB limit. String measured: ';
    expect(withoutEnvironment(`${said}${JSON.stringify(variables)}`, variables)).toBe(
      `${said}{"TOKEN":"${TAKEN_OUT}","STAGE":"${TAKEN_OUT}","PIN":"${TAKEN_OUT}"}`,
    );
  });

  it('takes the whole of a value out that holds another', () => {
    expect(withoutEnvironment('secret-4711', { A: 'secret', B: 'secret-4711' })).toBe(TAKEN_OUT);
  });

  it('leaves a message as it is that holds none, and short values that are words of it', () => {
    const message = "'MemorySize' value failed to satisfy constraint: less than or equal to 3008";
    expect(withoutEnvironment(message, { A: '3', B: 'to', C: '', D: 'elsewhere' })).toBe(message);
    expect(withoutEnvironment(message, undefined)).toBe(message);
  });
});
