import { Notifications } from '@mantine/notifications';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ContainersPage } from './features/containers/containers-page';
import { useEngineGeneration } from './features/engines/use-engine-generation';
import { useHelpKey } from './features/keys/use-help-key';
import { Palette } from './features/palette/palette';
import { UnfinishedWatch } from './features/recreate/unfinished-watch';
import { changeLanguage } from './lib/i18n';
import { RenderErrorBoundary } from './shell/render-error';
import { Shell } from './shell/shell';
import { useAppCommands } from './shell/use-app-commands';
import { useEngine, useSettings } from './store/mirror';
import { startStats } from './store/stats';
import { closeDialog, openDialog, useUi } from './store/ui';

const ContainerDetailsPage = lazy(() =>
  import('./features/container-details/container-details-page').then((m) => ({
    default: m.ContainerDetailsPage,
  })),
);
const LogsPage = lazy(() => import('./features/logs/logs-page').then((m) => ({ default: m.LogsPage })));
const ImagesPage = lazy(() =>
  import('./features/images/images-page').then((m) => ({ default: m.ImagesPage })),
);
const ImageDetailsPage = lazy(() =>
  import('./features/image-details/image-details-page').then((m) => ({ default: m.ImageDetailsPage })),
);
const ComparePage = lazy(() =>
  import('./features/image-compare/compare-page').then((m) => ({ default: m.ComparePage })),
);
const BuildsPage = lazy(() =>
  import('./features/builds/builds-page').then((m) => ({ default: m.BuildsPage })),
);
const BuildPage = lazy(() => import('./features/builds/build-page').then((m) => ({ default: m.BuildPage })));
const EnginePage = lazy(() =>
  import('./features/engine/engine-page').then((m) => ({ default: m.EnginePage })),
);
const DiagnosePage = lazy(() =>
  import('./features/diagnose/diagnose-page').then((m) => ({ default: m.DiagnosePage })),
);
const GetEnginePage = lazy(() =>
  import('./features/get-engine/get-engine-page').then((m) => ({ default: m.GetEnginePage })),
);
const EngineDialog = lazy(() =>
  import('./features/engine-control/engine-dialog').then((m) => ({ default: m.EngineDialog })),
);
const SwitchDialog = lazy(() =>
  import('./features/engines/switch-dialog').then((m) => ({ default: m.SwitchDialog })),
);
const KeysDialog = lazy(() => import('./features/keys/keys-dialog').then((m) => ({ default: m.KeysDialog })));
const SettingsPage = lazy(() =>
  import('./features/settings/settings-page').then((m) => ({ default: m.SettingsPage })),
);
const RunDialog = lazy(() => import('./features/run/run-dialog').then((m) => ({ default: m.RunDialog })));
const PullDialog = lazy(() => import('./features/pull/pull-dialog').then((m) => ({ default: m.PullDialog })));
const ContainerDialog = lazy(() =>
  import('./features/container-actions/container-dialog').then((m) => ({ default: m.ContainerDialog })),
);
const PushDialog = lazy(() =>
  import('./features/images/push-dialog').then((m) => ({ default: m.PushDialog })),
);
const TagDialog = lazy(() => import('./features/images/tag-dialog').then((m) => ({ default: m.TagDialog })));
const LoadDialog = lazy(() =>
  import('./features/images/load-dialog').then((m) => ({ default: m.LoadDialog })),
);
const BuildDialog = lazy(() =>
  import('./features/builds/build-dialog').then((m) => ({ default: m.BuildDialog })),
);
const CacheDialog = lazy(() =>
  import('./features/builds/cache-dialog').then((m) => ({ default: m.CacheDialog })),
);
const LoginDialog = lazy(() =>
  import('./features/registries/login-dialog').then((m) => ({ default: m.LoginDialog })),
);
const TasksDialog = lazy(() =>
  import('./features/tasks/tasks-dialog').then((m) => ({ default: m.TasksDialog })),
);

/** The whole page: shell, routes, the dialogs any page may open, toasts. */
export function App() {
  useLanguage();
  useEngineSession();
  useAppCommands();
  useHelpKey();
  const generation = useEngineGeneration();
  return (
    <Router hook={useHashLocation}>
      <Shell>
        <PageBoundary key={generation}>
          <Switch>
            <Route path="/containers">
              <ContainersPage />
            </Route>
            <Route path="/containers/:id/:tab?">
              {({ id, tab }) => <ContainerDetailsPage key={id} id={id} tab={tab} />}
            </Route>
            <Route path="/logs/:containers">
              {({ containers }) => <LogsPage key={containers} containers={containers} />}
            </Route>
            <Route path="/images">
              <ImagesPage />
            </Route>
            <Route path="/images/compare/:before/:after">
              {({ before, after }) => <ComparePage before={before} after={after} />}
            </Route>
            <Route path="/images/:id/:tab?">
              {({ id, tab }) => <ImageDetailsPage key={id} id={id} tab={tab} />}
            </Route>
            <Route path="/builds">
              <BuildsPage />
            </Route>
            <Route path="/builds/:id/:tab?">
              {({ id, tab }) => <BuildPage key={id} id={id} tab={tab} />}
            </Route>
            <Route path="/engine">
              <EnginePage />
            </Route>
            <Route path="/diagnose">
              <DiagnosePage />
            </Route>
            <Route path="/get-engine">
              <GetEnginePage />
            </Route>
            <Route path="/settings">
              <SettingsPage />
            </Route>
            <Route>
              <Redirect to="/containers" replace />
            </Route>
          </Switch>
        </PageBoundary>
      </Shell>
      <Suspense>
        <Dialogs />
      </Suspense>
      <Palette />
      <Suspense>
        <UnfinishedWatch />
      </Suspense>
      {/* Under an open dialog: a toast must not take the clicks meant for its buttons. */}
      {/* A pointer that rests on one of them must not hold up the rest, and the queue behind them. */}
      <Notifications position="bottom-right" limit={4} zIndex={150} pauseResetOnHover="notification" />
    </Router>
  );
}

/** What fails on one page leaves the navigation standing, and is left behind with the page. */
function PageBoundary({ children }: { children: ReactNode }) {
  const [location] = useLocation();
  return (
    <RenderErrorBoundary page={location}>
      <Suspense>{children}</Suspense>
    </RenderErrorBoundary>
  );
}

function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  switch (dialog?.kind) {
    case 'run':
      return <RunDialog image={dialog.image} onClose={closeDialog} />;
    case 'pull':
      return <PullDialog initialRef={dialog.ref} onClose={closeDialog} />;
    case 'push':
      return <PushDialog tag={dialog.tag} onClose={closeDialog} />;
    case 'tag':
      return <TagDialog image={dialog.image} onClose={closeDialog} />;
    case 'login': {
      const { server, back } = dialog;
      return <LoginDialog server={server} onClose={() => (back ? openDialog(back) : closeDialog())} />;
    }
    case 'load':
      return <LoadDialog onClose={closeDialog} />;
    case 'build':
      return <BuildDialog key={dialog.again} again={dialog.again} onClose={closeDialog} />;
    case 'build-cache':
      return <CacheDialog onClose={closeDialog} />;
    case 'tasks':
      return <TasksDialog onClose={closeDialog} />;
    case 'engine':
      return <EngineDialog action={dialog.action} onClose={closeDialog} />;
    case 'keys':
      return <KeysDialog onClose={closeDialog} />;
    case 'switch':
      return <SwitchDialog onClose={closeDialog} />;
    case 'container':
      return <ContainerDialog {...dialog} onClose={closeDialog} />;
    default:
      return null;
  }
}

/** Follows the language of the settings, also while the page is open. */
function useLanguage(): void {
  const language = useSettings()?.resolvedLanguage;
  useEffect(() => {
    if (language) void changeLanguage(language);
  }, [language]);
}

/** What lives as long as one connection: the figures' stream, marks and selections. */
function useEngineSession(): void {
  const engine = useEngine();
  const epoch = engine?.epoch;
  const running = engine?.state === 'running';
  useEffect(() => {
    if (epoch !== undefined) useUi.getState().forgetEngine();
  }, [epoch]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another epoch is another engine's figures
  useEffect(() => (running ? startStats() : undefined), [running, epoch]);
}
