import { render } from 'preact';
import { App } from './app.tsx';
import { resultsOfPage } from './results.ts';

const root = document.getElementById('app');
if (root !== null) render(<App first={resultsOfPage()} />, root);
