import { describe, expect, it } from 'vitest';
import {
  findPoint,
  isReplayed,
  readReplay,
} from '../../../../../lib/emulator/environment/replay/replay-file.ts';
import { functionFolder } from '../support/function-folder.ts';

const CURVE = {
  function: 'upload',
  source: 'a benchmark',
  points: [
    { memoryMB: 512, durationsMs: [100] },
    { memoryMB: 128, durationsMs: [400, 410], initMs: [null, 200.5], maxMemoryUsedMB: 90 },
  ],
};

const curveOf = (point: object) => ({
  ...CURVE,
  points: [{ memoryMB: 128, durationsMs: [100], ...point }],
});
const replayOf = (replay: unknown) => readReplay(functionFolder({ 'replay.json': JSON.stringify(replay) }));

describe('isReplayed', () => {
  it('tells a package of measurements from one of code', () => {
    expect(isReplayed(functionFolder({ 'replay.json': '{}' }))).toBe(true);
    expect(isReplayed(functionFolder({ 'index.mjs': '' }))).toBe(false);
  });
});

describe('readReplay', () => {
  it('reads curves as they were published, and passes over what they hold besides', () => {
    const replay = replayOf({ curves: { arm64: { ...CURVE, dataKind: 'measured' } }, pace: 'real' });
    expect(replay.pace).toBe('real');
    expect(replay.curves.arm64?.points[1]).toEqual({
      memoryMB: 128,
      durationsMs: [400, 410],
      initMs: [null, 200.5],
      maxMemoryUsedMB: 90,
    });
  });

  it('refuses a curve of means, and says where', () => {
    const points = [{ memoryMB: 128, meanMs: 12.5 }];
    expect(() => replayOf({ curves: { x86_64: { ...CURVE, points } }, pace: 'instant' })).toThrow(
      /curves\.x86_64\.points\.0\.durationsMs: has no durationsMs: only single measurements/,
    );
  });

  it.each([
    ['no curve', { curves: {}, pace: 'instant' }, /holds no curve/],
    ['a curve without points', { curves: { arm64: { ...CURVE, points: [] } }, pace: 'instant' }, /points/],
    [
      'restores of which it is not known what each was billed',
      { curves: { arm64: curveOf({ restoreMs: [300, 310], billedRestoreMs: [26] }) }, pace: 'instant' },
      /curves\.arm64\.points\.0\.billedRestoreMs: needs one value for each of restoreMs/,
    ],
    ['an unknown pace', { curves: { arm64: CURVE }, pace: 'slow' }, /pace/],
  ])('refuses %s', (_, replay, message) => {
    expect(() => replayOf(replay)).toThrow(message);
  });

  it('refuses a file that is not JSON', () => {
    expect(() => readReplay(functionFolder({ 'replay.json': '{' }))).toThrow('replay.json is not JSON');
  });
});

describe('findPoint', () => {
  const replay = replayableOf();

  it('finds the measurements of a size', () => {
    expect(findPoint(replay, { architecture: 'x86_64', memoryMB: 512 }).point.durationsMs).toEqual([100]);
  });

  it('refuses a size between two points and names those that were measured', () => {
    expect(() => findPoint(replay, { architecture: 'x86_64', memoryMB: 256 })).toThrow(
      'the replayed measurements of upload on x86_64 have no 256 MB; measured sizes: 128, 512',
    );
  });

  it('refuses a snapshot where only inits were measured', () => {
    const wanted = { architecture: 'x86_64', memoryMB: 128, snapStart: true } as const;
    expect(() => findPoint(replay, wanted)).toThrow(
      'upload on x86_64 at 128 MB have no restores of a snapshot; with SnapStart they need restoreMs',
    );
    const restored = { curves: { x86_64: curveOf({ restoreMs: [300] }) }, pace: 'instant' } as const;
    expect(findPoint(restored, wanted).point.restoreMs).toEqual([300]);
  });

  it('refuses an architecture that was not measured', () => {
    expect(() => findPoint(replay, { architecture: 'arm64', memoryMB: 512 })).toThrow(
      'the replayed measurements have no curve for arm64, only for x86_64',
    );
  });
});

function replayableOf(): ReturnType<typeof readReplay> {
  return { curves: { x86_64: CURVE }, pace: 'instant' };
}
