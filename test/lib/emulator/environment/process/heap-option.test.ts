import { describe, expect, it } from 'vitest';
import { heapOption } from '../../../../../lib/emulator/environment/process/heap-option.ts';
import { specOf } from '../support/spec.ts';

const optionOf = (environment: Record<string, string>) =>
  heapOption(specOf({ codeDir: '/', memoryMB: 1024, environment }));

describe('heapOption', () => {
  it('leaves nine tenths of the memory to the heap', () => {
    expect(optionOf({})).toEqual(['--max-old-space-size=921']);
  });

  it.each(['--max-old-space-size=300', '--enable-source-maps --max_old_space_size=300'])(
    'leaves it to a function that says %s',
    (text) => {
      expect(optionOf({ NODE_OPTIONS: text })).toEqual([]);
    },
  );
});
