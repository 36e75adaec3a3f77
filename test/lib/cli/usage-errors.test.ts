import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captured } from '../../support/captured-terminal.ts';
import { folderWith } from '../../support/command-line.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:power-tuner';
const EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:one';

describe('what is wrong with a command line', () => {
  let folder: string;
  let remove: () => void;
  beforeAll(() => {
    ({ path: folder, remove } = folderWith({
      'orders/index.mjs': 'export const handler = () => 1;',
      'empty/readme.txt': '',
      'results/other.json': '{}',
      'input.yaml': 'lambdaARN: orders\n',
      'input.json': '{"num": 5}',
      'template.json': '{"Resources": {}}',
      'broken.zip': 'no zip',
      'settings/power-tuner.json': '{"memry": 128}',
      'full/file': '',
    }));
  });
  afterAll(() => remove());
  const at = (name: string) => join(folder, name);

  it.each([
    [['tun'], /unknown command 'tun'\n\(Did you mean tune\?\)\nCommands are tune, watch, init, /],
    [['frobnicate'], /unknown command 'frobnicate'\nCommands are .*; power-tuner --help explains each/],
    [['examples/cpu-bound'], /unknown command.*\nNext: power-tuner tune examples\/cpu-bound\n/],
    [['arn:aws:lambda:eu-west-1:123456789012:function:a'], /\nNext: power-tuner tune arn:aws:lambda:/],
    [[EXECUTION], /\nNext: power-tuner watch arn:aws:states:.*:one\n/],
    [
      ['tune', 'x', '--power-value', '1'],
      /\(Did you mean --power-values\?\)\nNext: power-tuner tune \[options\]/,
    ],
    [
      ['tune', 'x', '--memory', '1'],
      /unknown option '--memory'\nNext: .*; power-tuner tune --help explains each/,
    ],
    [['tune', 'x', '--num'], /option '-n, --num <count>' argument missing\nNext: power-tuner tune/],
    [
      ['tune', 'x', 'y'],
      /too many arguments for 'tune'.*: x, y\.\nNext: power-tuner tune \[options\] \[target\]/,
    ],
    [
      ['watch'],
      /missing required argument 'executionArn'\nNext: power-tuner watch \[options\] <executionArn>/,
    ],
    [['explain'], /missing required argument 'result'\nNext: power-tuner explain/],
    [['completion', 'csh'], /Allowed choices are bash, zsh, fish, powershell/],
    [['tune'], /nothing is given to tune\. Type one of:\n- power-tuner tune <folder/],
    [['tune', '--num', '5'], /nothing is given to tune\./],
    [['serve', '--port', 'x'], /--port is x; allowed: 0 to 65535/],
    [
      ['report', '-o', 'viewer.html', '--fail-if', 'p99 > 300'],
      /--fail-if judges results, and none is named; name a file, a folder of --out, or a link; or leave it out/,
    ],
  ])('is said for %j, with what to type', async (args, message) => {
    const { code, stdout, stderr } = await captured(args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    [['tune', 'order'], /order: there is no such file or folder; did you mean \S+\/orders\?/],
    [['tune', 'empty'], /has no handler: looked for .*--handler src\/app\.handler/],
    [['tune', 'template.json'], /declares no function: give the folder of its code, with power-tuner tune/],
    [
      ['tune', 'input.yaml'],
      /input\.yaml is an input, not a function: power-tuner tune --input \S+input\.yaml/,
    ],
    [
      ['tune', 'results/other.json'],
      /no CloudFormation template: .*Allowed: a SAM or CloudFormation template/,
    ],
    [['tune', 'broken.zip'], /can't be read as a zip: .*power-tuner tune <folder>/],
    [['tune', 'settings'], /Unrecognized key: "memry"\nAllowed: runtime, handler, memoryMB/],
    [['tune', '-i', 'input.json'], /nothing is given to tune, and \S+input\.json names none \(lambdaARN\)/],
    [['tune', '-i', 'inptu.json'], /can't be read: there is no such file; did you mean \S+input\.json\?/],
    [['tune', '-i', 'inptu.yaml'], /can't be read: there is no such file; did you mean \S+input\.yaml\?/],
    [
      ['tune', 'orders', '--out', 'full'],
      /full, which is not empty; allowed: a new folder, .* as in --out \S+full-2/,
    ],
    [['explain', 'results'], /holds no result\.json\. Allowed: what power-tuner tune --json has printed/],
    [['explain', 'results/other.json'], /is no result of power-tuner: .*\. Allowed: .*power-tuner watch/],
  ])('is said for the files of %j', async (args, message) => {
    const isName = (word: string) => !word.startsWith('-') && word !== 'tune' && word !== 'explain';
    const { code, stderr } = await captured(args.map((word) => (isName(word) ? at(word) : word)));
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it.each([
    [
      ['tune', 'orders-fn'],
      {},
      /no folder here.*--state-machine <arn> or POWER_TUNER_STATE_MACHINE.*npx cdk deploy/,
    ],
    [
      ['tune', 'orders-fn', '--state-machine', 'x'],
      {},
      /--state-machine is x; allowed: a state machine's ARN, as in/,
    ],
    [['tune', 'orders-fn'], { POWER_TUNER_STATE_MACHINE: 'x' }, /POWER_TUNER_STATE_MACHINE is x; allowed:/],
    [
      ['tune', 'orders-fn', '--state-machine', MACHINE, '--runtime', 'r'],
      {},
      /--function, --runtime and --handler/,
    ],
    [['tune', 'orders-fn', '--num', '3', '--strategy', 'cheap'], {}, /2 problems in the input:.*init -o -/s],
    [['tune', 'orders-fn', '--payload', '{'], {}, /--payload is not JSON: .*--payload '\{"orderId": 1\}'/],
    [['tune', 'orders-fn', '--prices', 'x'], {}, /--prices is not JSON: .*--prices '\{"gbSecond"/],
  ])('is said for %j with %j', async (args, environment, message) => {
    const { code, stderr } = await captured(args, { environment });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
