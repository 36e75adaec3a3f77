/** CloudWatch Logs' errors, with the texts and statuses that AWS gives. */
import { ApiError } from '../api-error.ts';

/** What it calls a request that breaks a constraint. */
export const INVALID_PARAMETER = 'InvalidParameterException';

export function groupNotFound(): ApiError {
  return new ApiError('ResourceNotFoundException', 'The specified log group does not exist.');
}

export function groupExists(): ApiError {
  return new ApiError('ResourceAlreadyExistsException', 'The specified log group already exists');
}

export function invalidToken(): ApiError {
  return new ApiError(INVALID_PARAMETER, 'The specified nextToken is invalid.');
}
