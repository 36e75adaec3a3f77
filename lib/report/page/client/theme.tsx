import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { THEMES, type Theme, type ThemeName } from '../../picture/style.ts';
import { Choice } from './controls.tsx';
import { usePrinting } from './printing.ts';

type Choosable = ThemeName | 'auto';

/** The theme that was chosen, and the one that follows from it and the system. */
export function useTheme(): [Choosable, Theme, (name: Choosable) => void] {
  const [chosen, choose] = useState<Choosable>('auto');
  const [dark, setDark] = useState(() => darkness().matches);
  const printing = usePrinting();
  useEffect(() => {
    const query = darkness();
    const changed = () => setDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  const name = printing ? 'light' : chosen === 'auto' ? (dark ? 'dark' : 'light') : chosen;
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = name;
  }, [name]);
  return [chosen, THEMES[name], choose];
}

function darkness(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

export function ThemeSwitch({
  chosen,
  onChange,
}: {
  chosen: Choosable;
  onChange: (name: Choosable) => void;
}) {
  return (
    <Choice
      name="theme"
      legend="Theme"
      options={[
        ['auto', 'auto'],
        ['light', 'light'],
        ['dark', 'dark'],
      ]}
      chosen={chosen}
      onChoose={onChange}
    />
  );
}
