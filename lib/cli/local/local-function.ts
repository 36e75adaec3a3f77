import type { Architecture } from '../../contract/index.ts';

/** Where code lies on this machine. */
export type CodeSource =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'zip'; readonly path: string }
  /** One file's text, as in a template's InlineCode. */
  | { readonly kind: 'inline'; readonly text: string };

/** A layer that the function's template holds, or that its settings name. */
export interface LocalLayer {
  readonly name: string;
  readonly code: CodeSource;
}

/** A function as it lies on this machine, whatever it was read from. */
export interface LocalFunction {
  readonly functionName: string;
  readonly runtime: string;
  readonly handler: string;
  readonly memoryMB: number;
  readonly timeoutSeconds: number;
  readonly ephemeralStorageMB?: number;
  /** The declared one; a process runs on this machine's whatever is declared. */
  readonly architecture?: Architecture;
  readonly environment: Readonly<Record<string, string>>;
  readonly code: CodeSource;
  /** In the order in which they are laid over one another. */
  readonly layers: readonly LocalLayer[];
  /** A tuning input without lambdaARN. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Measurements instead of code. */
  readonly replayed: boolean;
  /** What is not here as it is declared, one sentence each. */
  readonly warnings: readonly string[];
}

/** Lambda's own default. */
export const DEFAULT_MEMORY_MB = 128;

/** A function's name in Lambda has letters, digits, - and _, at most 64. */
export function functionNameFrom(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 64) || 'function';
}
