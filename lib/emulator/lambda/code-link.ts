/**
 * Where the packages behind GetFunction's Code.Location are served. No bucket can have this name, since
 * a bucket's begins with a letter or a number.
 */
export const CODE_PATH = '/_code';
