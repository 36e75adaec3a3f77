import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Theme, titlesOf } from '../../picture/style.ts';
import { comparable, OTHER_CURRENCY, type Report, viewsOf } from '../../report.ts';
import { Answer } from './answer.tsx';
import { Calculator } from './calculator.tsx';
import { Controls } from './controls.tsx';
import { Facts } from './facts.tsx';
import { Front } from './front.tsx';
import { Open } from './open.tsx';
import { PictureSection } from './picture.tsx';
import { type Opened, resultsOfPage } from './results.ts';
import { Samples } from './samples.tsx';
import { firstBaseline, firstSelected, type Looking, type Place } from './state.ts';
import { Table } from './table.tsx';
import { ThemeSwitch, useTheme } from './theme.tsx';

/** The page: the answer first, then the picture, then everything that it rests on. */
export function App({ first }: { first: Opened }) {
  const [opened, setOpened] = useState(first);
  useEffect(() => {
    const another = () => setOpened(resultsOfPage());
    window.addEventListener('hashchange', another);
    return () => window.removeEventListener('hashchange', another);
  }, []);
  const [themeName, theme, chooseTheme] = useTheme();
  const reports = useMemo(() => comparable(opened.reports), [opened]);
  const problem = opened.problem ?? (reports.length < opened.reports.length ? OTHER_CURRENCY : undefined);
  useEffect(() => {
    const titles = titlesOf(reports);
    document.title = titles.length === 0 ? 'Power tuning' : `${titles.join(' and ')} · power tuning`;
  }, [reports]);
  // What is new is at the top: the answer, or why there is none.
  const open = (another: Opened) => {
    setOpened(another);
    window.scrollTo({ top: 0 });
  };
  return (
    <div class="page">
      <header class="top">
        <p class="product">Power tuning</p>
        <ThemeSwitch chosen={themeName} onChange={chooseTheme} />
      </header>
      <main>
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {reports.length === 0 ? (
          <h1>Open a result</h1>
        ) : (
          <Shown key={reports} reports={reports} documents={opened.documents} theme={theme} />
        )}
        <Open opened={opened} onOpen={open} />
      </main>
    </div>
  );
}

function Shown({
  reports,
  documents,
  theme,
}: {
  reports: readonly Report[];
  documents: readonly unknown[];
  theme: Theme;
}) {
  const [looking, setLooking] = useState<Looking>({
    view: reports[0]?.basis ?? 'warm',
    metric: 'mean',
    memoryScale: 'log',
    valueScale: 'linear',
    chart: 'memory',
  });
  const [baseline, setBaseline] = useState(() => firstBaseline(reports));
  const [selected, setSelected] = useState<Place | undefined>(() => firstSelected(reports));
  const views = useMemo(() => viewsOf(reports), [reports]);
  return (
    <>
      <Answer reports={reports} />
      <Controls looking={looking} views={views} onChange={setLooking} />
      <PictureSection reports={reports} looking={looking} theme={theme} onSelect={setSelected} />
      <Table
        reports={reports}
        documents={documents}
        looking={looking}
        baseline={baseline}
        selected={selected}
        onBaseline={setBaseline}
        onSelect={setSelected}
      />
      <div class="columns">
        <Samples
          reports={reports}
          looking={looking}
          selected={selected}
          theme={theme}
          onSelect={setSelected}
        />
        <div>
          <Calculator reports={reports} baseline={baseline} />
          <Front reports={reports} looking={looking} />
        </div>
      </div>
      <Facts reports={reports} />
    </>
  );
}
