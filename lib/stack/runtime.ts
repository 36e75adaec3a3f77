import { Runtime } from 'aws-cdk-lib/aws-lambda';

/** What the stack's own functions run on. */
export const RUNTIME = Runtime.NODEJS_24_X;
