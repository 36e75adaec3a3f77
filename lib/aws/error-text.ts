/** The service's name of an error, for example `ResourceNotFoundException`. Messages are never matched. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'UnknownError';
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As in `ResourceNotFoundException: Function not found`. */
export function errorText(error: unknown): string {
  return `${errorName(error)}: ${errorMessage(error)}`;
}
