import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type NativeFile, nativeFiles, obstacles } from '../../../../lib/core/compatibility/native-files.ts';
import { elfHeader, MACHINE } from '../../../support/elf.ts';

const x86 = (path: string): NativeFile => ({ path, architecture: 'x86_64' });
const arm = (path: string): NativeFile => ({ path, architecture: 'arm64' });

describe('nativeFiles', () => {
  it('finds the native code of a package, and passes over everything else', () => {
    const zip = zipSync({
      'index.mjs': Buffer.from('export const handler = async () => 1;\n'),
      'node_modules/a/a.node': elfHeader(MACHINE.x86_64),
      'node_modules/a/a-arm.node': elfHeader(MACHINE.arm64),
      'node_modules/a/armv7.node': elfHeader(MACHINE.arm),
      'node_modules/a/windows.node': Buffer.from('MZ, and what else such a library begins with'),
    });
    expect(nativeFiles(zip)).toEqual([x86('node_modules/a/a.node'), arm('node_modules/a/a-arm.node')]);
  });
});

describe('obstacles', () => {
  it('are the files that are built for the other architecture', () => {
    expect(obstacles([x86('lib/a.so'), x86('lib/b.so')], 'arm64')).toEqual([
      x86('lib/a.so'),
      x86('lib/b.so'),
    ]);
    expect(obstacles([x86('lib/a.so')], 'x86_64')).toEqual([]);
    expect(obstacles([arm('bootstrap')], 'x86_64')).toEqual([arm('bootstrap')]);
  });

  it.each([
    ['prebuilds/linux-x64/node.napi.node', 'prebuilds/linux-arm64/node.napi.node'],
    ['@img/sharp-linuxmusl-x64/lib/s.node', '@img/sharp-linuxmusl-arm64/lib/s.node'],
    ['a.cpython-312-x86_64-linux-gnu.so', 'a.cpython-312-aarch64-linux-gnu.so'],
    ['META-INF/native/libnetty_epoll_x86_64.so', 'META-INF/native/libnetty_epoll_aarch_64.so'],
    ['Linux/x86_64/libsnappy.so', 'Linux/aarch64/libsnappy.so'],
    ['bin/tool_linux_amd64', 'bin/tool_linux_arm64'],
    ['x86/tool', 'arm/tool'],
  ])('are not files that the package brings for both: %s and %s', (forX86, forArm) => {
    const both = [x86(forX86), arm(forArm)];
    expect(obstacles(both, 'arm64')).toEqual([]);
    expect(obstacles(both, 'x86_64')).toEqual([]);
  });

  it('do not vanish because something else is there for both', () => {
    const files = [x86('a/linux-x64/a.node'), arm('a/linux-arm64/a.node'), x86('b/b.node')];
    expect(obstacles(files, 'arm64')).toEqual([x86('b/b.node')]);
  });

  it('takes the words for what they are only where they stand alone', () => {
    expect(obstacles([x86('alarm.so'), arm('alx64.so')], 'arm64')).toEqual([x86('alarm.so')]);
  });
});
