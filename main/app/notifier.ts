import { Notification } from 'electron';

export interface Notice {
  title: string;
  body: string;
  /** What a click does; a button too, where the platform has buttons (macOS). */
  action?: { label: string; run(): void };
}

export interface Notifier {
  show(notice: Notice): void;
  dispose(): void;
}

const mostKept = 20;

/** Desktop notifications. Shown ones are kept, as a collected object would lose its click. */
export function createNotifier(icon: string): Notifier {
  const kept = new Set<Notification>();
  return {
    show: ({ title, body, action }) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({
        title,
        body,
        icon,
        actions: action && process.platform === 'darwin' ? [{ type: 'button', text: action.label }] : [],
      });
      let used = false;
      const run = () => {
        kept.delete(notification);
        if (used) return;
        used = true;
        action?.run();
      };
      notification.on('click', run);
      notification.on('action', run);
      kept.add(notification);
      const oldest = kept.values().next().value;
      if (kept.size > mostKept && oldest) kept.delete(oldest);
      notification.show();
    },
    dispose: () => kept.clear(),
  };
}
