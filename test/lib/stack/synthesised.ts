import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { PowerTuner } from '../../../lib/stack/power-tuner.ts';
import type { PowerTunerProps } from '../../../lib/stack/power-tuner-props.ts';

/** A resource of a template. Its properties are JSON. */
export interface Resource {
  readonly logicalId: string;
  // biome rule aside, a template has no types: tests name the properties that they look at.
  readonly properties: Properties;
}

export interface Properties {
  readonly [name: string]: Properties & string & number & readonly Properties[];
}

/** An app whose functions are not bundled: templates don't show their code. */
export function appWithoutBundles(context: Record<string, unknown> = {}): App {
  return new App({ context: { 'aws:cdk:bundling-stacks': [], ...context } });
}

/** The template of a stack with one PowerTuner. */
export function synthesise(props: PowerTunerProps | ((scope: Construct) => PowerTunerProps) = {}) {
  const app = appWithoutBundles();
  const stack = new Stack(app, 'Test');
  new PowerTuner(stack, 'PowerTuner', typeof props === 'function' ? props(stack) : props);
  const template = Template.fromStack(stack);
  return { app, template, all: (type: string) => resourcesOf(template, type) };
}
