import type { Page } from '@playwright/test';
import axe from 'axe-core';

/**
 * What axe finds that is serious or worse, in light colours and in dark ones: rule, and where. `within`: the part
 * that has changed since the whole page was looked at.
 */
export async function axeFaults(page: Page, within = 'body'): Promise<string[]> {
  await wear(page, 'light');
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const light = await faults(page, within, {});
  await wear(page, 'dark');
  // Colours are all that differs.
  const dark = await faults(page, within, { runOnly: ['color-contrast'] });
  await wear(page, 'light');
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}

async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  // Without motion colours change at once.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
}

async function faults(page: Page, within: string, options: axe.RunOptions): Promise<string[]> {
  return page.evaluate(
    async ([selector, more]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(selector, { ...more, resultTypes: ['violations'] });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
    },
    [within, options] as const,
  );
}
