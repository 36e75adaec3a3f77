import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTemplate } from '../../../../../lib/cli/local/template/sam-folder.ts';
import { madeFolders } from '../../../../support/made-folders.ts';

const folder = madeFolders();
const TEMPLATE = 'Resources: {}';
const BUILT = '.aws-sam/build/template.yaml';
const at = (path: string, seconds: number) => utimesSync(path, seconds, seconds);

describe('findTemplate', () => {
  it.each(['template.yaml', 'template.yml', 'samTemplate.yaml'])('finds %s', async (name) => {
    const path = folder({ [name]: TEMPLATE });
    expect((await findTemplate(path))?.source.file).toBe(join(path, name));
  });

  it('finds a template in JSON', async () => {
    const path = folder({ 'template.json': '{"Resources": {}}' });
    expect((await findTemplate(path))?.source.template.Resources).toEqual({});
  });

  it('prefers what sam build made of it', async () => {
    const path = folder({ 'template.yaml': TEMPLATE, [BUILT]: TEMPLATE });
    at(join(path, 'template.yaml'), 1000);
    expect(await findTemplate(path)).toMatchObject({
      source: { file: join(path, BUILT), folder: join(path, '.aws-sam/build') },
      warnings: [],
    });
  });

  it('takes the template itself where it is newer, and says so', async () => {
    const path = folder({ 'template.yaml': TEMPLATE, [BUILT]: TEMPLATE });
    at(join(path, BUILT), 1000);
    const found = await findTemplate(path);
    expect(found?.source.file).toBe(join(path, 'template.yaml'));
    expect(found?.warnings).toEqual([expect.stringMatching(/template\.yaml is newer than \.aws-sam/)]);
  });

  it('finds none in a folder without', async () => {
    expect(await findTemplate(folder({ 'a.txt': '' }))).toBeUndefined();
  });

  it.each([
    ['- a list', /is no CloudFormation template/],
    ['{{ .Values.helm }}', /can't be parsed|is no CloudFormation template/],
    ['Resources: {A: {Type: 1}}', /Resources\.A\.Type/],
  ])('refuses %s', async (text, message) => {
    await expect(findTemplate(folder({ 'template.yaml': text }))).rejects.toThrow(message);
  });
});
