import { printable } from '../../printable.ts';
import type { ProposedChange } from '../../report.ts';
import { Scroll } from './scroll.tsx';

/** What somebody may change, or has to, with the lines to copy. */
export function Proposal({ proposal, title }: { proposal: ProposedChange | undefined; title: string }) {
  if (proposal === undefined) return null;
  return (
    <div class="proposal">
      <p>{printable(proposal.text)}</p>
      <Scroll label={`Lines to change of ${title}`}>
        <pre>{printable(proposal.lines)}</pre>
      </Scroll>
    </div>
  );
}
