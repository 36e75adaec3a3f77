import { describe, expect, it } from 'vitest';
import { canRedraw, columnsOf, hasColors, palette, type Terminal } from '../../../lib/cli/terminal.ts';

const stream = (isTTY: boolean, columns = 80) => ({ isTTY, columns }) as NodeJS.WriteStream;
const terminal = (environment: Terminal['environment']) => ({ environment }) as Terminal;

describe('hasColors', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    // As no-color.org has it, an empty one says nothing.
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '1', TERM: 'dumb' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ FORCE_COLOR: '' }, false, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  ])('with %j, on a terminal: %j, is %j', (environment, isTTY, expected) => {
    expect(hasColors(terminal(environment), stream(isTTY))).toBe(expected);
    expect(palette(terminal(environment), stream(isTTY)).bold('a')).toBe(
      expected ? '\u001b[1ma\u001b[22m' : 'a',
    );
  });
});

describe('canRedraw', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    // Colours and a cursor are two things.
    [{ NO_COLOR: '1' }, true, true],
    [{ FORCE_COLOR: '1' }, false, false],
  ])('with %j, on a terminal: %j, is %j', (environment, isTTY, expected) => {
    expect(canRedraw(terminal(environment), stream(isTTY))).toBe(expected);
  });
});

describe('columnsOf', () => {
  it('knows a width of terminals only, and of those that say one', () => {
    expect(columnsOf(stream(true, 40))).toBe(40);
    expect(columnsOf(stream(true, 0))).toBeUndefined();
    expect(columnsOf(stream(false, 40))).toBeUndefined();
  });
});
