import type { QueryService } from '../query/service.ts';
import type { SnsContext } from './context.ts';
import { publish } from './publish.ts';

/** SNS: takes messages and keeps them. Its topics have no subscribers. */
export function snsService(context: SnsContext): QueryService {
  return {
    name: 'sns',
    title: 'SNS',
    version: '2010-03-31',
    namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    about: 'TopicArn',
    actions: new Map([['Publish', (members) => publish(members, context)]]),
  };
}
