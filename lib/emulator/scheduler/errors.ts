/** EventBridge Scheduler's errors. Texts are AWS's where they are known. */
import { ApiError } from '../api-error.ts';

export function scheduleNotFound(name: string): ApiError {
  return new ApiError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
}

export function groupNotFound(name: string): ApiError {
  return new ApiError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
}

export function exists(what: 'Schedule' | 'Schedule group', name: string): ApiError {
  return new ApiError('ConflictException', `${what} ${name} already exists.`, 409);
}

export function invalid(message: string): ApiError {
  return new ApiError('ValidationException', message);
}
