/** Lambda's errors, with the texts and statuses that AWS gives. */
import { ApiError } from '../api-error.ts';

const USER = { Type: 'User' };

export function invalidParameter(message: string): ApiError {
  return new ApiError('InvalidParameterValueException', message, 400, USER);
}

export function functionNotFound(arn: string): ApiError {
  return notFound(`Function not found: ${arn}`);
}

export function notFound(message: string): ApiError {
  return new ApiError('ResourceNotFoundException', message, 404, USER);
}

export function conflict(message: string): ApiError {
  return new ApiError('ResourceConflictException', message, 409, USER);
}

/** @param reason one of the API model's ThrottleReason */
export function tooManyRequests(reason: string, message: string): ApiError {
  return new ApiError('TooManyRequestsException', message, 429, { ...USER, Reason: reason });
}

export function revisionMismatch(): ApiError {
  return new ApiError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    412,
    USER,
  );
}

export function requestTooLarge(name: string, limitBytes: number, operation: string): ApiError {
  return new ApiError(
    name,
    `Request must be smaller than ${limitBytes} bytes for the ${operation} operation`,
    413,
    USER,
  );
}

/** @param violations one sentence each, as in `Value '64' at 'memorySize' failed to satisfy constraint: …` */
export function validationError(violations: readonly string[], name = 'ValidationException'): ApiError {
  const errors = violations.length === 1 ? 'error' : 'errors';
  return new ApiError(name, `${violations.length} validation ${errors} detected: ${violations.join('; ')}`);
}

/** Members of the error's body: AWS capitalises the message of some exceptions. */
export function errorBody({ name, message, extra }: ApiError): Record<string, unknown> {
  const key = name === 'ResourceNotFoundException' ? 'Message' : 'message';
  return { ...extra, [key]: message };
}
