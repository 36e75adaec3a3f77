import { Duration, Lazy } from 'aws-cdk-lib';
import { ArnPrincipal, type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeWide } from './nag-suppressions.ts';

/** Keys of the pages in the results bucket. */
export const REPORT_KEY = 'runs/*/report.html';

export interface ReportRoleProps {
  readonly resultsBucket: IBucket;
  /** The one role that may assume it. Asked for at synthesis: each of the two has to know the other. */
  readonly trusted: () => IRole;
}

/**
 * The role in whose sessions links to pages are signed. Whoever has such a link may do with its object what
 * this role may do, until the session ends: read a page. A session that is begun in another role's session
 * has an hour at most.
 */
export class ReportRole extends Construct {
  readonly role: IRole;

  constructor(scope: Construct, id: string, { resultsBucket, trusted }: ReportRoleProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ArnPrincipal(Lazy.string({ produce: () => trusted().roleArn })),
      description: 'Reads the report pages of the power tuner, for links to them',
      maxSessionDuration: Duration.hours(1),
    });
    const pages = [resultsBucket.arnForObjects(REPORT_KEY)];
    role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: pages }));
    acknowledgeWide(role, 'reports', pages);
    resultsBucket.encryptionKey?.grantDecrypt(role);
    this.role = role;
  }
}
