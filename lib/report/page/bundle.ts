import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { RESULTS_PLACE } from './page.ts';

/** Where the page's own program begins. It is TypeScript, also where everything else has been compiled. */
const CLIENT = new URL('./client/', import.meta.url);

/**
 * Makes the page's template: markup, styles and program in one file, which is allowed nothing but what is in it.
 * @throws Error where the page's sources are not there (in the published package the template is made already).
 */
export function bundlePage(): string {
  const script = bundled('main.tsx');
  const style = bundled('style.css');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Power tuning</title>
<style>${style}</style>
</head>
<body>
<noscript><p>This page draws its charts with a script of its own, which is switched off here.</p></noscript>
<div id="app"></div>
<script type="application/json" id="results">${RESULTS_PLACE}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Nothing from anywhere and nothing to anywhere; the one script by its hash. Charts style their own elements. */
function contentSecurityPolicy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function bundled(name: string): string {
  const entry = new URL(name, CLIENT);
  if (!existsSync(entry)) throw new Error(`${fileURLToPath(entry)} is not there: the page can't be made`);
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
    // Markup in a text would end the element that the program stands in.
    supported: { 'inline-script': false },
  });
  return (outputFiles[0]?.text ?? '')
    .trim()
    .replaceAll('</script', '<\\/script')
    .replaceAll('</style', '<\\/style');
}
