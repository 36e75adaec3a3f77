import type { QueryService } from '../query/service.ts';
import { assumeRole } from './assume-role.ts';
import type { StsContext } from './context.ts';

/** STS: sessions of the roles that there are. */
export function stsService(context: StsContext): QueryService {
  return {
    name: 'sts',
    title: 'STS',
    version: '2011-06-15',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    about: 'RoleArn',
    actions: new Map([['AssumeRole', (members) => assumeRole(members, context)]]),
  };
}
