/** Said at the end of `npm test`: what needs more than Node, npm and git runs elsewhere. */
export function teardown(): void {
  console.log(
    'Left out here, since it needs Python: the contract suite and the deployed stack on a peer (npm run test:peer).',
  );
}
