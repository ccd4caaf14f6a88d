import './styles/mantine';
import './styles/tokens.css';
import './styles/base.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startI18n } from './lib/i18n';
import { RenderErrorBoundary } from './shell/render-error';
import { startSync } from './store/sync';
import { theme } from './theme';

const language = new URLSearchParams(window.location.search).get('lang') === 'ko' ? 'ko' : 'en';
const root = document.getElementById('root');

// The rows are asked for while the words load; main closes the stream with the page.
startSync();
await startI18n(language);
if (root)
  createRoot(root).render(
    <RenderErrorBoundary>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <App />
      </MantineProvider>
    </RenderErrorBoundary>,
  );
