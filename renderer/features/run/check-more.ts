import { isUserDefined } from '@contract/run/networks';
import type { RunForm } from '@contract/run-form';
import type { RunFields } from './fields';
import { moreOptions } from './more-options';
import type { FieldKey, Problem } from './problems';

/** Puts the options with one field each into the form; of each that cannot work, why goes into `problems`. */
export function checkMore(fields: RunFields, form: RunForm, problems: Map<FieldKey, Problem>): void {
  for (const { key, example, read } of moreOptions) {
    const text = fields.more[key];
    if (text?.trim() && !read(text, form)) problems.set(key, { code: 'option-invalid', example });
  }
  const contradict = (key: FieldKey, problem: Problem) => {
    if (!problems.has(key)) problems.set(key, problem);
  };
  if (form.autoRemove && form.restart !== 'no') contradict('autoRemove', { code: 'remove-and-restart' });
  if (form.restartRetries && form.restart !== 'on-failure')
    contradict('restartRetries', { code: 'retries-without-policy' });
  const [network] = form.networks ?? [];
  if (network && !isUserDefined(network.name)) {
    for (const key of ['aliases', 'ip', 'ip6', 'linkLocalIps'] as const)
      if (network[key] !== undefined) contradict(key, { code: 'needs-own-network' });
    if ((form.networks?.length ?? 0) > 1) contradict('moreNetworks', { code: 'needs-own-network' });
  }
  const { memory, memorySwap = -1 } = form;
  if (memorySwap > 0 && (memory === undefined || memorySwap < memory))
    contradict('memorySwap', { code: 'swap-below-memory' });
  const isFile = (option: string) => /^seccomp[=:](?!unconfined$|default$|builtin$|\s*\{)/.test(option);
  if (form.securityOptions?.some(isFile)) contradict('securityOptions', { code: 'profile-file' });
  const isOff = fields.more.noHealthcheck === 'on';
  const isChecked = (['healthTest', 'healthInterval', 'healthTimeout', 'healthRetries'] as const).some(
    (key) => fields.more[key]?.trim(),
  );
  if (isOff && isChecked) contradict('noHealthcheck', { code: 'health-off' });
}
