/** What was given is no result. The message says what it should be. */
export class NotAResult extends Error {
  override readonly name = 'NotAResult';
}

export const MALFORMED_LINK =
  'the link holds no result: allowed is what follows the # of a link of power-tuner, or of aws-lambda-power-tuning (<sizes>;<times>;<costs>)';
