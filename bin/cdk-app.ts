import { App } from 'aws-cdk-lib';
import { PowerTunerStack } from '../lib/stack/power-tuner-stack.ts';

// Without an account and a region in it, one template serves for all of them.
const app = new App();
new PowerTunerStack(app, 'PowerTuner');
