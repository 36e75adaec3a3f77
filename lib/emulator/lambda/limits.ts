/** AWS's quotas that are modelled. Infinity where one is switched off. */
export interface Limits {
  /** All control-plane calls together, but for GetFunction. Not increasable on AWS. */
  readonly controlPlanePerSecond: number;
  readonly getFunctionPerSecond: number;
  /** Of the account, shared by all functions. */
  readonly concurrentExecutions: number;
  /** Of each function. */
  readonly newEnvironmentsPer10Seconds: number;
  /** Of a zip that is sent with the request; through S3 it may be larger. */
  readonly uploadBytes: number;
}

/** Limits that differ from AWS's; false switches one off. */
export type LimitOptions = { readonly [Name in keyof Limits]?: number | false };

/** Source: "Lambda quotas", AWS Lambda Developer Guide. */
export const AWS_LIMITS: Limits = {
  controlPlanePerSecond: 15,
  getFunctionPerSecond: 100,
  concurrentExecutions: 1000,
  newEnvironmentsPer10Seconds: 1000,
  uploadBytes: 52_428_800,
};

/** @param options false switches all of them off */
export function limitsOf(options: LimitOptions | false): Limits {
  const given = options === false ? ALL_OFF : options;
  const limit = (name: keyof Limits) => {
    const value = given[name] ?? AWS_LIMITS[name];
    return value === false ? Number.POSITIVE_INFINITY : value;
  };
  return {
    controlPlanePerSecond: limit('controlPlanePerSecond'),
    getFunctionPerSecond: limit('getFunctionPerSecond'),
    concurrentExecutions: limit('concurrentExecutions'),
    newEnvironmentsPer10Seconds: limit('newEnvironmentsPer10Seconds'),
    uploadBytes: limit('uploadBytes'),
  };
}

const ALL_OFF: Required<LimitOptions> = {
  controlPlanePerSecond: false,
  getFunctionPerSecond: false,
  concurrentExecutions: false,
  newEnvironmentsPer10Seconds: false,
  uploadBytes: false,
};

/**
 * Of the body of a request that brings code: the zip grows by a third in base64, and 256 KB are left for
 * the rest. 70,167,211 bytes by AWS's quota, which is the number in its error.
 */
export function requestLimitBytes({ uploadBytes }: Limits): number {
  return Math.ceil((uploadBytes * 4) / 3) + 262_144;
}
