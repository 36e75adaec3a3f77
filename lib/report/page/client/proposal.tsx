import { printable } from '../../printable.ts';
import type { ProposedChange } from '../../report.ts';

/** What somebody may change, or has to, with the lines to copy. */
export function Proposal({ proposal }: { proposal: ProposedChange | undefined }) {
  if (proposal === undefined) return null;
  return (
    <div class="proposal">
      <p>{printable(proposal.text)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <pre class="scroll" tabIndex={0}>
        <code>{printable(proposal.lines)}</code>
      </pre>
    </div>
  );
}
