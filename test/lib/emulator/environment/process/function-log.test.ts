import { writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FunctionLog } from '../../../../../lib/emulator/environment/process/function-log.ts';

describe('FunctionLog', () => {
  it('gives what was written since the last time', () => {
    const log = new FunctionLog();
    writeSync(log.fd, 'one\n');
    expect(log.take()).toBe('one\n');
    writeSync(log.fd, 'zwölf\n');
    expect(log.take()).toBe('zwölf\n');
    expect(log.take()).toBe('');
    log.close();
  });

  it('starts its file over when it has grown, and loses nothing', () => {
    const log = new FunctionLog();
    const long = 'x'.repeat(2_000_000);
    writeSync(log.fd, long);
    expect(log.take()).toHaveLength(long.length);
    writeSync(log.fd, 'after');
    expect(log.take()).toBe('after');
    log.close();
  });

  it('has nothing more once it is closed', () => {
    const log = new FunctionLog();
    log.close();
    expect(log.take()).toBe('');
  });
});
