/** The sessions of roles that were assumed: what is signed with one ends with it. */
export interface Sessions {
  /** @param endsMs ms since the epoch */
  begin(token: string, endsMs: number): void;
  /** Whether a token's session is over. One that was not begun here is somebody's own, and never is. */
  isOver(token: string): boolean;
}

export function createSessions(nowMs: () => number): Sessions {
  const ends = new Map<string, number>();
  return {
    begin: (token, endsMs) => void ends.set(token, endsMs),
    isOver: (token) => nowMs() >= (ends.get(token) ?? Number.POSITIVE_INFINITY),
  };
}
