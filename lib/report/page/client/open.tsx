import { useState } from 'preact/hooks';
import { type Opened, resultsOfText } from './results.ts';

/** Takes other results in: files, JSON or links. They stay in this browser. */
export function Open({ opened, onOpen }: { opened: Opened; onOpen: (opened: Opened) => void }) {
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const isEmpty = opened.reports.length === 0;
  const take = (more: readonly Opened[], beside: boolean) => {
    const before = beside ? [opened] : [];
    const all = [...before, ...more];
    const problem = more.find((one) => one.problem !== undefined)?.problem;
    const reports = all.flatMap(({ reports }) => reports);
    // What can't be read takes nothing away.
    if (reports.length === 0) return onOpen({ ...opened, problem });
    onOpen({ reports, documents: all.flatMap(({ documents }) => documents), problem });
  };
  const files = async (list: FileList | null | undefined) => {
    const read = await Promise.all(
      [...(list ?? [])].map(async (file) =>
        resultsOfText(await file.text(), file.name.replace(/\.json$/, '')),
      ),
    );
    if (read.length > 0) take(read, !isEmpty);
  };
  return (
    <details class="panel open" open={isEmpty}>
      <summary>{isEmpty ? 'Open a result' : 'Compare with another result'}</summary>
      <p>
        A result as JSON, or a link, of power-tuner or of aws-lambda-power-tuning. It is read in this browser
        and goes nowhere.
      </p>
      <fieldset
        aria-label="Results to open, which may be dropped here"
        class={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void files(event.dataTransfer?.files);
        }}
      >
        <label>
          Files{' '}
          <input
            type="file"
            accept=".json,application/json"
            multiple
            onChange={async ({ currentTarget }) => {
              await files(currentTarget.files);
              // So that the same file can be chosen again.
              currentTarget.value = '';
            }}
          />
        </label>
        <label>
          JSON or link
          <textarea
            name="text"
            rows={3}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <span class="buttons">
          <button
            type="button"
            disabled={text.trim() === ''}
            onClick={() => take([resultsOfText(text)], !isEmpty)}
          >
            {isEmpty ? 'Show' : 'Compare'}
          </button>
          {!isEmpty && (
            <button
              type="button"
              disabled={text.trim() === ''}
              onClick={() => take([resultsOfText(text)], false)}
            >
              Show alone
            </button>
          )}
        </span>
      </fieldset>
    </details>
  );
}
