/** A function as a user may name it: a name, a partial ARN or a full ARN, each with or without a qualifier. */
export interface FunctionReference {
  readonly functionName: string;
  /** A version's number, an alias, or `$LATEST`. */
  readonly qualifier?: string;
  /** Twelve digits; absent for a bare name. */
  readonly accountId?: string;
  /** Present for a full ARN only. */
  readonly region?: string;
  /** `aws`, `aws-cn`, `aws-us-gov` …; present for a full ARN only. */
  readonly partition?: string;
}

const NAME = '[A-Za-z0-9_-]{1,64}';
const QUALIFIER = '\\$LATEST|[A-Za-z0-9_-]{1,128}';
const FULL = new RegExp(
  `^arn:(aws[a-z-]*):lambda:([a-z]{2,}(?:-[a-z]+)+-\\d+):(\\d{12}):function:(${NAME})(?::(${QUALIFIER}))?$`,
);
const PARTIAL = new RegExp(`^(\\d{12}):function:(${NAME})(?::(${QUALIFIER}))?$`);
const BARE = new RegExp(`^(?:function:)?(${NAME})(?::(${QUALIFIER}))?$`);

/**
 * Reads what Lambda's API accepts as a FunctionName.
 * @returns undefined where the text is none of the forms.
 */
export function parseFunctionReference(text: string): FunctionReference | undefined {
  const full = FULL.exec(text);
  if (full) {
    const [, partition, region, accountId, functionName, qualifier] = full;
    return reference({ partition, region, accountId, functionName, qualifier });
  }
  const partial = PARTIAL.exec(text);
  if (partial) {
    const [, accountId, functionName, qualifier] = partial;
    return reference({ accountId, functionName, qualifier });
  }
  const bare = BARE.exec(text);
  if (bare) {
    const [, functionName, qualifier] = bare;
    return reference({ functionName, qualifier });
  }
  return undefined;
}

/** Of a full ARN of a function, a version or an alias: the function's own. */
export function withoutQualifier(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}

function reference(parts: Record<string, string | undefined>): FunctionReference {
  const { functionName = '', ...optional } = parts;
  return {
    functionName,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}
