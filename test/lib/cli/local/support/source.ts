import { type ListedFunction, listFunctions } from '../../../../../lib/cli/local/template/listed-function.ts';
import { parseTemplate, type TemplateSource } from '../../../../../lib/cli/local/template/template.ts';

export const PLACE = { region: 'eu-west-1', accountId: '000000000000' };

/** A template as it would be read from a folder. */
export function sourceOf(template: object, folder = '/nowhere'): TemplateSource {
  const file = `${folder}/template.json`;
  return { file, folder, template: parseTemplate({ Resources: {}, ...template }, file), assets: new Map() };
}

/** The one function of a template. */
export function onlyFunction(template: object, folder?: string): ListedFunction {
  const [listed, ...others] = listFunctions(sourceOf(template, folder), PLACE);
  if (listed === undefined || others.length > 0) throw new Error('the template has not one function');
  return listed;
}
