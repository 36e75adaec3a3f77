import type { ComponentChildren } from 'preact';

/** What may be wider or higher than its place, and scrolls in it. */
export function Scroll({
  label,
  isShort = false,
  children,
}: {
  label: string;
  isShort?: boolean;
  children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class={isShort ? 'scroll short' : 'scroll'} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
