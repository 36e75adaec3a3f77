import type { ApiCall, FaultEffect } from '../../../lib/emulator/emulator.ts';

type Answer = Extract<FaultEffect, { error: unknown }>['error'];

/** How a service of AWS says that it won't, for now or for good. */
export interface ServiceErrors {
  /** Asked too often: nothing was done. */
  readonly throttled: Answer;
  /** Broken. Whether anything was done is not said. */
  readonly failed: Answer;
  /** Not allowed by IAM. */
  readonly denied: Answer;
}

/** Names and statuses by service, as the API models (botocore) and the pages of common errors have them. */
const ERRORS: Readonly<Record<ApiCall['service'], ServiceErrors>> = {
  lambda: {
    throttled: { name: 'TooManyRequestsException', message: 'Rate exceeded', status: 429 },
    failed: { name: 'ServiceException', message: 'An internal error occurred.', status: 500 },
    denied: { name: 'AccessDeniedException', message: 'not authorized', status: 403 },
  },
  states: {
    throttled: { name: 'ThrottlingException', message: 'Rate exceeded', status: 400 },
    failed: { name: 'InternalFailure', message: 'An internal error occurred.', status: 500 },
    denied: { name: 'AccessDeniedException', message: 'not authorized', status: 400 },
  },
  tagging: {
    throttled: { name: 'ThrottledException', message: 'Rate exceeded', status: 400 },
    failed: { name: 'InternalServiceException', message: 'An internal error occurred.', status: 500 },
    denied: { name: 'AccessDeniedException', message: 'not authorized', status: 400 },
  },
  logs: {
    throttled: { name: 'ThrottlingException', message: 'Rate exceeded', status: 400 },
    failed: { name: 'ServiceUnavailableException', message: 'The service is not available.', status: 500 },
    denied: { name: 'AccessDeniedException', message: 'not authorized', status: 400 },
  },
  s3: {
    throttled: { name: 'SlowDown', message: 'Please reduce your request rate.', status: 503 },
    failed: { name: 'InternalError', message: 'We encountered an internal error.', status: 500 },
    denied: { name: 'AccessDenied', message: 'Access Denied', status: 403 },
  },
  events: {
    throttled: { name: 'ThrottlingException', message: 'Rate exceeded', status: 400 },
    failed: { name: 'InternalException', message: 'An internal error occurred.', status: 500 },
    denied: { name: 'AccessDeniedException', message: 'not authorized', status: 400 },
  },
  sns: {
    throttled: { name: 'Throttled', message: 'Rate exceeded', status: 429 },
    failed: { name: 'InternalError', message: 'An internal error occurred.', status: 500 },
    denied: { name: 'AuthorizationError', message: 'not authorized', status: 403 },
  },
  sts: {
    throttled: { name: 'Throttling', message: 'Rate exceeded', status: 400 },
    failed: { name: 'InternalFailure', message: 'An internal error occurred.', status: 500 },
    denied: { name: 'AccessDenied', message: 'not authorized', status: 403 },
  },
  scheduler: {
    throttled: { name: 'ThrottlingException', message: 'Rate exceeded', status: 429 },
    failed: { name: 'InternalServerException', message: 'An internal error occurred.', status: 500 },
    denied: { name: 'AccessDeniedException', message: 'not authorized', status: 403 },
  },
};

/** What AWS answers to one action. The denial says which right is missing, as IAM's does. */
export function errorsOf({ service, action }: Pick<ApiCall, 'service' | 'action'>): ServiceErrors {
  const errors = ERRORS[service];
  const denied = {
    ...errors.denied,
    message:
      service === 's3'
        ? errors.denied.message
        : `User: arn:aws:sts::000000000000:assumed-role/stage is not authorized to perform: ${service}:${action}`,
  };
  return { ...errors, denied };
}
