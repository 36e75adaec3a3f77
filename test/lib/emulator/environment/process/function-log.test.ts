import { fstatSync, ftruncateSync, writeSync } from 'node:fs';
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

  it('starts its file over when it has grown, and keeps the last megabyte', () => {
    const log = new FunctionLog();
    writeSync(log.fd, `${'x'.repeat(2_000_000)}end`);
    const taken = log.take();
    expect(taken).toHaveLength(1_048_576);
    expect(taken).toMatch(/x{20}end$/);
    writeSync(log.fd, 'after');
    expect(log.take()).toBe('after');
    log.close();
  });

  it('cuts its file while it is written to without end', async () => {
    const log = new FunctionLog();
    log.keepShort(true);
    writeSync(log.fd, 'x'.repeat(10_000_000));
    await expect.poll(() => fstatSync(log.fd).size, { timeout: 5000 }).toBe(0);
    writeSync(log.fd, 'last');
    const taken = log.take();
    expect(taken).toHaveLength(1_048_576);
    expect(taken).toMatch(/x{20}last$/);
    log.close();
  });

  it('starts over where the function itself has cut the file', () => {
    const log = new FunctionLog();
    writeSync(log.fd, 'long before');
    expect(log.take()).toBe('long before');
    ftruncateSync(log.fd, 0);
    expect(log.take()).toBe('');
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
