import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { answerCall, type Passage } from '../answer-call.ts';
import { notModelled, toApiError } from '../api-error.ts';
import type { Place, S3Action, S3Context } from './action.ts';
import { errorAnswer } from './error-answer.ts';
import { listObjectsV2 } from './list-objects.ts';
import { OBJECT_ACTIONS } from './object-actions.ts';

/** Those that are marked come first. */
const S3_ACTIONS: readonly S3Action[] = [listObjectsV2, ...OBJECT_ACTIONS];

/** Headers that ask for something else than the whole object, now. */
const CONDITIONS = [
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'x-amz-if-match-last-modified-time',
  'x-amz-if-match-size',
  'x-amz-copy-source',
];

/** Mounts S3, path style, behind every path that nothing else took. */
export function mountS3(app: Hono, s3: S3Context, passage: Passage): void {
  app.all('*', (context) => answer(context, s3, passage));
}

function answer(context: Context, s3: S3Context, passage: Passage): Promise<Response> {
  const { method, path } = context.req;
  const place = placeOf(pathAsSent(context));
  const action = actionOf(context, place);
  const call = {
    service: 's3',
    action: action?.name ?? `${method} ${path}`,
    resource: place.key === '' ? place.bucket : `${place.bucket}/${place.key}`,
    run() {
      if (action === undefined) throw notModelled(`${method} ${path}`, `of S3 it has ${known()}`);
      refuseUnmodelled(context, action);
      return action.run(context, place, s3);
    },
    failed: (thrown: unknown) => errorAnswer(toApiError(thrown), method),
  } as const;
  return answerCall(call, context, passage);
}

function known(): string {
  return S3_ACTIONS.map(({ name }) => name).join(', ');
}

function actionOf({ req }: Context, place: Place): S3Action | undefined {
  const kind = kindOf(place);
  return S3_ACTIONS.find(
    ({ method, of, marked }) =>
      method === req.method &&
      of === kind &&
      (marked === undefined || req.query(marked.member) === marked.value),
  );
}

function kindOf({ bucket, key }: Place): S3Action['of'] | undefined {
  if (bucket === '') return undefined;
  return key === '' ? 'bucket' : 'object';
}

/** As it came: a URL would take `..` for a way up, which in a key is a name like any other. */
function pathAsSent({ env }: Context): string {
  const { incoming }: HttpBindings = env;
  return (incoming.url ?? '').replace(/\?.*$/s, '');
}

function placeOf(pathname: string): Place {
  const [bucket = '', ...key] = pathname.slice(1).split('/').map(decodeURIComponent);
  return { bucket, key: key.join('/') };
}

function refuseUnmodelled({ req }: Context, { marked, takes = [] }: S3Action): void {
  const members = Object.keys(req.query()).filter((name) => name !== 'x-id' && name !== marked?.member);
  const conditions = CONDITIONS.filter((name) => req.header(name) !== undefined);
  const what = [...members, ...conditions].find((name) => !takes.includes(name));
  if (what !== undefined) throw notModelled(`${what} of S3 requests`, 'leave it out, or use AWS');
}
