/** Said at the end of `npm test`: what takes long, or needs more than Node, npm and git, runs elsewhere. */
export function teardown(): void {
  console.log(
    'Left out here: long end-to-end runs and faults (npm run test:long), the page in Chromium (npm run test:browser), and what needs Python, the contract suite and the deployed stack on a peer (npm run test:peer).',
  );
}
