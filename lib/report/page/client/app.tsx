import type { Opened } from './results.ts';

export function App({ first }: { first: Opened }) {
  return <main>{first.reports.map(({ title }) => title).join(', ')}</main>;
}
