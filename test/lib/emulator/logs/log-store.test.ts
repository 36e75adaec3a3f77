import { describe, expect, it } from 'vitest';
import { createLogStore } from '../../../../lib/emulator/logs/log-store.ts';

function store() {
  let nowMs = 1000;
  const logs = createLogStore(() => nowMs);
  return { ...logs, at: (ms: number) => (nowMs = ms) };
}

describe('a log store', () => {
  it('keeps a log as one event a line, in order, with the moment at which it came', () => {
    const { write, groups, at } = store();
    write('group', 'stream', 'START\n\nprinted\r\n');
    at(2000);
    write('group', 'other stream', 'END\n');
    const { events = [], createdMs, storedBytes } = groups.get('group') ?? {};
    expect(events.map(({ id: _, ...event }) => event)).toEqual([
      { stream: 'stream', timestampMs: 1000, message: 'START\n' },
      { stream: 'stream', timestampMs: 1000, message: 'printed\r\n' },
      { stream: 'other stream', timestampMs: 2000, message: 'END\n' },
    ]);
    expect(events.map(({ id }) => id)).toEqual([...new Set(events.map(({ id }) => id))].sort());
    expect({ createdMs, storedBytes }).toEqual({ createdMs: 1000, storedBytes: 19 });
  });

  it('keeps the last megabyte of a group, and of no other', () => {
    const { write, groups } = store();
    write('neighbour', 'stream', 'x\n');
    const line = (text: string) => `${text.padEnd(1023, '.')}\n`;
    for (let number = 0; number < 1030; number += 1) write('group', 'stream', line(String(number)));
    const { events = [], storedBytes } = groups.get('group') ?? {};
    expect(storedBytes).toBe(1_048_576);
    expect(events).toHaveLength(1024);
    expect(events.at(0)?.message).toBe(line('6'));
    expect(events.at(-1)?.message).toBe(line('1029'));
    expect(groups.get('neighbour')?.events).toHaveLength(1);
  });

  it('keeps nothing of one line that is longer', () => {
    const { write, groups } = store();
    write('group', 'stream', `${'x'.repeat(1_048_577)}\nend\n`);
    expect(groups.get('group')).toMatchObject({ storedBytes: 4, events: [{ message: 'end\n' }] });
  });
});
