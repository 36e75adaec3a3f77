/** What was given is no result. The message says what it should be. */
export class NotAResult extends Error {
  override readonly name = 'NotAResult';
}

export const MALFORMED_LINK =
  'the link holds no result: allowed is what follows the # of a link of power-tuner, or of aws-lambda-power-tuning (<sizes>;<times>;<costs>)';

export const ALLOWED_RESULT =
  'it is no result: allowed is the output of power-tuner (with schemaVersion: 1) or of aws-lambda-power-tuning (with power, cost and duration)';

export const NEITHER =
  'it is neither JSON nor a link: allowed is the output of power-tuner or of aws-lambda-power-tuning, an execution as aws stepfunctions describe-execution prints it, or a link with a result behind its #';
