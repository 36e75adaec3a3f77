import { invalidParameter } from './errors.ts';

const LIMIT = 50;

/**
 * Puts tags on a function.
 * @throws ApiError for keys and values that Lambda refuses, and for more than 50 tags; nothing is put then
 */
export function putTags(tags: Map<string, string>, added: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(added)) checkTag(key, value);
  if (new Set([...tags.keys(), ...Object.keys(added)]).size > LIMIT) {
    throw invalidParameter('Number of tags exceeds resource tag limit.');
  }
  for (const [key, value] of Object.entries(added)) tags.set(key, value);
}

function checkTag(key: string, value: string): void {
  if (/^aws:/i.test(key)) {
    throw invalidParameter(`Tag key ${key} begins with aws:, which is reserved for AWS`);
  }
  if (key.length < 1 || key.length > 128) {
    throw invalidParameter(`Tag key ${key} has ${key.length} characters; 1 to 128 are allowed`);
  }
  if (value.length > 256) {
    throw invalidParameter(`The value of tag ${key} has ${value.length} characters; at most 256 are allowed`);
  }
  if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key) || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value)) {
    throw invalidParameter(
      `Tag ${key} holds characters other than letters, numbers, spaces and _ . : / = + - @`,
    );
  }
}
