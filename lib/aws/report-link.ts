import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { executionNameOf } from '../contract/index.ts';
import type { Connection } from './clients/connection.ts';
import { s3 } from './clients/s3.ts';
import { sts } from './clients/sts.ts';
import { pageObject, type RunInBucket } from './results.ts';

/** The most that a role may have that is assumed from another role's session. */
const SESSION_SECONDS = 3600;

/** What of an execution's name, which CloudTrail shows with the session, a session can't be called. */
const NOT_IN_SESSION_NAMES = /[^\w+=,.@-]/g;
const LONGEST_SESSION_NAME = 64;

/** A link to a run's page, and when it ends. */
export interface ReportLink {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * Signs a link to a run's page. Such a link ends with the session of whoever signed it, and when its own
 * session ends a function can't know. So it is signed in the session of a role that may read these pages and
 * nothing else, of which STS says the end; the link says the same.
 *
 * @param roleArn of that role
 * @throws what STS throws: the role may not be assumed, or not in time
 */
export async function reportLink(
  connection: Connection,
  roleArn: string,
  plan: RunInBucket,
  now: () => Date,
  abortSignal: AbortSignal,
): Promise<ReportLink> {
  const client = sts(connection);
  const { Credentials } = await client.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: `report-${executionNameOf(plan.executionArn)}`
        .replace(NOT_IN_SESSION_NAMES, '-')
        .slice(0, LONGEST_SESSION_NAME),
      DurationSeconds: SESSION_SECONDS,
    }),
    { abortSignal },
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) {
    throw new Error(`STS answered without credentials for ${roleArn}`);
  }
  // Links are dated in whole seconds.
  const signingDate = new Date(Math.floor(now().getTime() / 1000) * 1000);
  const signer = s3({
    ...connection,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  });
  const url = await getSignedUrl(signer, new GetObjectCommand(pageObject(plan)), {
    signingDate,
    expiresIn: Math.floor((Expiration.getTime() - signingDate.getTime()) / 1000),
  });
  return { url, expiresAt: Expiration.toISOString() };
}
