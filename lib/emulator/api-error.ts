/**
 * An API call that is answered with an error. The name is the one that AWS gives it (or `NotModelled`,
 * where AWS would do something that this emulator doesn't); the SDK shows it as the error's `name`.
 */
export class ApiError extends Error {
  override readonly name: string;
  readonly status: number;
  /** Further members of the answer's body. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, status = 400, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.extra = extra;
  }
}

/** Refuses what AWS can do and this emulator can't: 501, so that no caller takes it for a result. */
export function notModelled(what: string, remedy: string): ApiError {
  return new ApiError('NotModelled', `this emulator does not model ${what}: ${remedy}`, 501);
}

/** Whatever was thrown, as an error that can be answered: a defect of ours is AWS's 500. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError('ServiceException', `the emulator failed: ${reason}`, 500);
}
