import type { Architecture } from '../../contract/index.ts';

/** How much of a file tells whether it is native code, and for which machine. */
export const ELF_HEAD_BYTES = 20;

const MACHINE_AT = 18;
const LITTLE_ENDIAN = 1;

/** `e_machine` of the two machines that Lambda has. */
const MACHINES: ReadonlyMap<number, Architecture> = new Map([
  [0x3e, 'x86_64'],
  [0xb7, 'arm64'],
]);

/**
 * The machine that an executable or a shared library is built for, read from its ELF header: the magic
 * number 7F 45 4C 46, the byte order in byte 5, `e_machine` in bytes 18 and 19.
 *
 * Source: System V ABI, "ELF Header" (figure 4-3), and the processor supplements for EM_X86_64 (62) and
 * EM_AARCH64 (183).
 *
 * @param head the first bytes of a file; `ELF_HEAD_BYTES` of them are enough
 * @returns undefined for anything else: text, a program of another system, or one for a machine that is
 * neither (Lambda can't run it on either architecture, so it says nothing about them).
 */
export function elfArchitecture(head: Uint8Array): Architecture | undefined {
  const [first, second, third, fourth, , byteOrder] = head;
  const isElf = first === 0x7f && second === 0x45 && third === 0x4c && fourth === 0x46;
  if (!isElf || head.length < ELF_HEAD_BYTES) return undefined;
  const machine = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint16(
    MACHINE_AT,
    byteOrder === LITTLE_ENDIAN,
  );
  return MACHINES.get(machine);
}
