import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Construct } from 'constructs';
import { PowerTuner } from '../../../lib/stack/power-tuner.ts';
import type { PowerTunerProps } from '../../../lib/stack/power-tuner-props.ts';
import type { StageName } from '../../../lib/stack/stages.ts';

/** An app whose functions are not bundled: a template doesn't show their code. */
export function appWithoutBundles(context: Record<string, unknown> = {}): App {
  return new App({ context: { 'aws:cdk:bundling-stacks': [], ...context } });
}

/** A stack with one PowerTuner, and its template. */
export function synthesise(props: (scope: Construct) => PowerTunerProps = () => ({})) {
  const app = appWithoutBundles();
  const stack = new Stack(app, 'Test');
  new PowerTuner(stack, 'PowerTuner', props(stack));
  return { app, template: Template.fromStack(stack) };
}

/** A value of a template as text: `{Ref: X}` is `<X>`, `{Fn::GetAtt: [X, Arn]}` is `<X.Arn>`. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, ...intrinsics } = value as Record<string, unknown>;
  if (Ref !== undefined) return `<${Ref}>`;
  const join = intrinsics['Fn::Join'] as [string, unknown[]] | undefined;
  if (join !== undefined) return join[1].map(asText).join(join[0]);
  const attribute = intrinsics['Fn::GetAtt'] as string[] | undefined;
  if (attribute !== undefined) return `<${attribute.join('.')}>`;
  return JSON.stringify(value);
}

/** The environment variables of a stage's function, under the default prefix. */
export function variablesOf(template: Template, stage: StageName) {
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  const found = functions.find(({ Properties }) => Properties.FunctionName === `power-tuner-${stage}`);
  return found?.Properties.Environment.Variables;
}

/** What cdk-nag finds in an app. */
export function violationsOf(app: App) {
  return new AwsSolutionsChecks(app).validateScope(app).violations;
}
