import { condition } from './condition.ts';
import { mergedProperties } from './globals.ts';
import { resolveValue, type Scope } from './resolve.ts';
import type { Resource, TemplateSource } from './template.ts';

/** A function that a template declares. */
export interface ListedFunction {
  readonly logicalId: string;
  readonly source: TemplateSource;
  readonly scope: Scope;
  readonly resource: Resource;
  /** With the globals merged, and resolved as far as possible. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** FunctionName, where it is declared. */
  readonly name?: string;
  /** `Shop/Orders`: where CDK's tree of constructs has it. */
  readonly constructPath?: string;
}

const FUNCTION_TYPES: readonly string[] = ['AWS::Serverless::Function', 'AWS::Lambda::Function'];

/** The functions of a template, without those whose condition doesn't hold. */
export function listFunctions(source: TemplateSource, place: Omit<Scope, 'template'>): ListedFunction[] {
  const scope: Scope = { ...place, template: source.template };
  return Object.entries(source.template.Resources)
    .filter(([, { Type }]) => FUNCTION_TYPES.includes(Type))
    .filter(([, { Condition }]) => Condition === undefined || condition({ Condition }, scope) !== false)
    .map(([logicalId, resource]) => listed(logicalId, resource, source, scope));
}

function listed(logicalId: string, resource: Resource, source: TemplateSource, scope: Scope): ListedFunction {
  const merged = mergedProperties(resource, source.template);
  const properties = resolveValue(merged, scope) as Record<string, unknown>;
  const { FunctionName } = properties;
  const path = resource.Metadata?.['aws:cdk:path'];
  return {
    logicalId,
    source,
    scope,
    resource,
    properties,
    ...(typeof FunctionName === 'string' ? { name: FunctionName } : {}),
    ...(typeof path === 'string' ? { constructPath: path.replace(/\/Resource$/, '') } : {}),
  };
}
