import type { Digest, LostDigest } from '../../contract/index.ts';

/** What a round leaves in the state: what a lost Executor died of may be as long as it likes; only its name is told. */
export function carried(back: Digest | LostDigest): Digest | LostDigest {
  return 'lost' in back ? { ...back, lost: { Error: back.lost.Error, Cause: '' } } : back;
}
