/** Functions that are invoked in a way of their own: durable ones, tenants apart, on Managed Instances. */
import { notModelled } from '../api-error.ts';
import { invalidParameter } from './errors.ts';
import type { InvokeMembers } from './invocation-request.ts';
import type { Located } from './locate.ts';

/** @throws ApiError for what Lambda refuses, and for what would have to be modelled to be measured */
export function checkInvocationMode({ version, qualifier }: Located, { TenantId }: InvokeMembers): void {
  const { durable, tenancy, capacityProvider } = version.configuration;
  if (durable !== undefined && qualifier === undefined) {
    throw invalidParameter('You cannot invoke a durable function using an unqualified ARN.');
  }
  if (tenancy !== undefined && TenantId === undefined) {
    throw invalidParameter(
      'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
    );
  }
  if (tenancy === undefined && TenantId !== undefined) {
    // Our own words: AWS's aren't published.
    throw invalidParameter(
      'The invoked function is not enabled with tenancy configuration. Leave the tenant ID out and try again.',
    );
  }
  if (durable !== undefined) throw notModelled('durable executions', 'leave DurableConfig out, or use AWS');
  if (tenancy !== undefined) throw notModelled('tenant isolation', 'leave TenancyConfig out, or use AWS');
  if (capacityProvider !== undefined) {
    throw notModelled('Managed Instances', 'leave CapacityProviderConfig out, or use AWS');
  }
}
