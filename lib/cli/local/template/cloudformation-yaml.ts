import { type CollectionTag, parseDocument, type ScalarTag, YAMLMap } from 'yaml';

/** CloudFormation's short forms: `!Sub x` is `{"Fn::Sub": "x"}`, but for Ref and Condition. */
const SHORT_FORMS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

const LONG_FORMS: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...SHORT_FORMS.map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
]);

const TAGS: (ScalarTag | CollectionTag)[] = [...LONG_FORMS].flatMap(([tag, key]) => [
  { tag, resolve: (text: string) => ({ [key]: text }) },
  { tag, collection: 'seq' as const, resolve: wrapped(key) },
  { tag, collection: 'map' as const, resolve: wrapped(key) },
]);

function wrapped(key: string): NonNullable<CollectionTag['resolve']> {
  return (collection) => {
    const map = new YAMLMap();
    map.set(key, collection);
    return map;
  };
}

/**
 * Reads YAML as CloudFormation does: with its tags, in their long forms.
 * @throws Error with the first problem and its place.
 */
export function parseCloudFormationYaml(text: string): unknown {
  const document = parseDocument(text, { customTags: TAGS, merge: true });
  const [problem] = document.errors;
  if (problem !== undefined) throw problem;
  return document.toJS();
}
