/** `e_machine`, by the names of the System V ABI's supplements. */
export const MACHINE = { i386: 0x03, arm: 0x28, x86_64: 0x3e, arm64: 0xb7 } as const;

/** The 64 bytes of an ELF header of a shared library, all but the machine the same. */
export function elfHeader(machine: number, options: { bigEndian?: boolean } = {}): Uint8Array {
  const header = new Uint8Array(64);
  const littleEndian = !options.bigEndian;
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, littleEndian ? 1 : 2, 1]);
  const view = new DataView(header.buffer);
  view.setUint16(16, 3, littleEndian);
  view.setUint16(18, machine, littleEndian);
  view.setUint32(20, 1, littleEndian);
  return header;
}
