import { type Change, comments } from './change.ts';

/** AWS CLI commands, for a function that nothing else is known to deploy. */
export function commandLines(change: Change): string[] {
  const { memoryMB, architecture } = change;
  const { region, functionName } = change;
  const which = `--region ${quoted(region)} --function-name ${quoted(functionName)}`;
  const moved = architecture === undefined ? [] : architectureLines(change, architecture, which);
  const sized =
    memoryMB === undefined
      ? []
      : [`aws lambda update-function-configuration ${which} --memory-size ${memoryMB}`];
  // Lambda refuses a change while another is being made.
  const wait = moved.length > 0 && sized.length > 0 ? [`aws lambda wait function-updated-v2 ${which}`] : [];
  return [...moved, ...wait, ...sized];
}

function architectureLines({ packageType, takes }: Change, architecture: string, which: string): string[] {
  const isImage = packageType === 'Image';
  const how = isImage
    ? 'an architecture is changed together with the image: set IMAGE to its URI'
    : 'an architecture is changed together with code: function.zip is the package of the function';
  const code = isImage ? '--image-uri "$IMAGE"' : '--zip-file fileb://function.zip';
  return [
    ...comments('#', [how, takes]),
    `aws lambda update-function-code ${which} --architectures ${architecture} ${code}`,
  ];
}

/** One word of a shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
