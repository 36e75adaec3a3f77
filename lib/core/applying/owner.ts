import type { Owner } from '../../contract/index.ts';

type Tool = Owner['tool'];
/** By their keys in lower case. */
type Tags = ReadonlyMap<string, string>;

/**
 * What a function was deployed with, as its tags tell it. Keys are compared without regard to case.
 *
 * Known are only CloudFormation's own tags: nobody else may set keys that begin with `aws:`. Whether a stack was made
 * by SAM, the Serverless Framework or CDK, and that Terraform or Pulumi deploys a function, is a guess: from tags that
 * these tools set, from how they name things, and from what people usually write (docs/applying.md).
 * @returns undefined where no tag tells it
 */
export function ownerOf(tags: Readonly<Record<string, string>>): Owner | undefined {
  const lowered = new Map(
    Object.entries(tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key.trim().toLowerCase(), value.trim()]),
  );
  return ofStack(lowered) ?? ofHints(lowered);
}

/** CloudFormation has the last word, whatever else is claimed: which language it is written in is the question. */
function ofStack(tags: Tags): Owner | undefined {
  const stack = tags.get('aws:cloudformation:stack-name');
  if (stack === undefined || stack === '') return undefined;
  const logicalId = tags.get('aws:cloudformation:logical-id');
  const resource = logicalId === undefined || logicalId === '' ? {} : { resource: logicalId };
  return { tool: languageOf(tags, logicalId ?? ''), stack, ...resource };
}

/** Eight digits of MD5 end the logical ids that CDK makes. A date has no letters. */
const CDK_ID = /[A-Za-z0-9](?=[0-9A-F]{8}$)\d*[A-F][0-9A-F]*$/;
/** What the Serverless Framework's logical ids of functions end with. */
const SERVERLESS_ID = /LambdaFunction$/;

function languageOf(tags: Tags, logicalId: string): Tool {
  if (isOfSam(tags)) return 'sam';
  if (tags.has('stage') && SERVERLESS_ID.test(logicalId)) return 'serverless';
  const claimed = claimedTool(tags);
  if (claimed === 'sam' || claimed === 'serverless' || claimed === 'cdk') return claimed;
  return CDK_ID.test(logicalId) ? 'cdk' : 'cloudformation';
}

/** SAM sets it on each function. */
function isOfSam(tags: Tags): boolean {
  return tags.get('lambda:createdby')?.toLowerCase() === 'sam';
}

/** Without CloudFormation's tags there is no proof. */
function ofHints(tags: Tags): Owner | undefined {
  const tool = claimedTool(tags) ?? (isOfSam(tags) ? 'sam' : toolOfKeys(tags));
  if (tool === undefined) return undefined;
  const stack = tool === 'pulumi' ? pulumiStack(tags) : undefined;
  return { tool, ...(stack === undefined ? {} : { stack }) };
}

/** Keys under which people write what manages a thing, without `-`, `_`, `:` and spaces. */
const CLAIMS: ReadonlySet<string> = new Set([
  'managedby',
  'managedwith',
  'deployedby',
  'deployedwith',
  'provisionedby',
  'provisionedwith',
  'provisioner',
  'createdby',
  'createdwith',
  'iac',
  'iactool',
]);

/** Words for a tool. SAM is a first name too: alone it is none. */
const WORDS: readonly (readonly [Tool, RegExp])[] = [
  ['terraform', /^(?:terraform.*|cdktf|opentofu|tofu|terragrunt)$/],
  ['pulumi', /^pulumi.*$/],
  ['serverless', /^serverless(?:-framework)?$/],
  ['sam', /^(?:aws-?sam|sam-cli)$/],
  ['cdk', /^(?:aws-?)?cdk(?:-?v?2)?$/],
  ['cloudformation', /^(?:aws-?)?(?:cloudformation|cfn)$/],
];

/** Of several the first of the list above. */
function claimedTool(tags: Tags): Tool | undefined {
  const words = [...tags]
    .filter(([key]) => CLAIMS.has(key.replaceAll(/[-_:.\s]/g, '')))
    .flatMap(([, value]) =>
      value
        .toLowerCase()
        .replaceAll('_', '-')
        .split(/[\s/,;+:]+/),
    );
  return WORDS.find(([, word]) => words.some((one) => word.test(one)))?.[0];
}

const NO = /^(?:false|no|none|0|off)$/i;

/** A key that only a user of the tool has. SST deploys with Pulumi, and tags what it deploys. */
function toolOfKeys(tags: Tags): Tool | undefined {
  const keys = [...tags].filter(([, value]) => !NO.test(value)).map(([key]) => key);
  if (keys.some((key) => /^(?:terraform|opentofu|tf(?:$|[-_:.]))/.test(key))) return 'terraform';
  return keys.some((key) => key.startsWith('pulumi') || key === 'sst:app') ? 'pulumi' : undefined;
}

function pulumiStack(tags: Tags): string | undefined {
  const named = (what: string) => [':', '-', '_'].map((by) => tags.get(`pulumi${by}${what}`)).find(Boolean);
  const parts = [named('project'), named('stack')].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('/');
}
