/** What a user of `npm run prices:refresh` can mend: its message says what, what was got, and the remedy. */
export class RefreshError extends Error {
  override readonly name = 'RefreshError';
}
