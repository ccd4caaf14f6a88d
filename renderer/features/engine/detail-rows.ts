import type { EngineDetails, EngineRow } from '@contract/engine';
import type { TFunction } from 'i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatExact, formatNumber } from '../../lib/format';
import type { Property } from '../../ui/property-list';

/** Rows whose value the engine did not tell are left out. */
const told = (rows: (Property & { value: string })[]): Property[] => rows.filter(({ value }) => value !== '');

/** The rows of `docker version`: engine, API, build, and the programs it works with. */
export function versionRows(
  t: TFunction,
  version: NonNullable<EngineRow['version']>,
  details: EngineDetails,
): Property[] {
  const components = details.components
    .filter(({ name }) => name !== '' && name !== 'Engine')
    .map(({ name, version: itsVersion, details: itsDetails }) => {
      const commit = itsDetails.GitCommit ?? '';
      const isNew = commit !== '' && !itsVersion.includes(commit) && !commit.includes(itsVersion);
      return {
        id: componentId(name),
        label: cleanText(name, 60),
        value: cleanText(isNew ? `${itsVersion} (${commit.slice(0, 12)})` : itsVersion, 80),
      };
    });
  return told([
    { label: t('engine:product'), value: cleanText(version.product, 80) },
    { id: 'version-engine', label: t('engine:version'), value: cleanText(version.engine, 80) },
    { label: t('engine:api'), value: t('engine:apiRange', { newest: version.api, oldest: version.minApi }) },
    { label: t('engine:negotiated'), value: version.negotiated },
    { label: t('engine:go'), value: cleanText(details.goVersion, 80) },
    { label: t('engine:commit'), value: cleanText(details.gitCommit, 80) },
    { label: t('engine:built'), value: builtText(details.buildTime) },
    { label: t('engine:platform'), value: cleanText(`${details.os}/${details.arch}`, 80) },
    ...components,
  ]);
}

/** The row of a component, for what leads there: Podman calls its runtime `OCI Runtime (crun)`. */
const componentId = (name: string) =>
  `version-${(/^oci runtime \((.+)\)$/i.exec(name)?.[1] ?? name).toLowerCase()}`;

/** The machine the engine runs on, and how it keeps containers there. */
export function hostRows(t: TFunction, details: EngineDetails): Property[] {
  return told([
    { label: t('engine:host'), value: cleanText(details.name, 200) },
    { label: t('engine:system'), value: cleanText(details.operatingSystem, 200) },
    { label: t('engine:kernel'), value: cleanText(details.kernel, 200) },
    { label: t('engine:cpus'), value: details.cpus > 0 ? formatNumber(details.cpus) : '' },
    { label: t('engine:memory'), value: details.memory > 0 ? formatBytes(details.memory) : '' },
    { label: t('engine:cgroup'), value: cgroupText(t, details) },
    {
      label: t('engine:storage'),
      value: cleanText([details.storageDriver, details.filesystem].filter(Boolean).join(', '), 120),
    },
    { label: t('engine:logging'), value: cleanText(details.loggingDriver, 80) },
    { label: t('engine:runtimes'), value: runtimesText(t, details) },
    { label: t('engine:security'), value: cleanText(details.security.join(', '), 300) },
    { label: t('engine:liveRestore'), value: t(details.liveRestore ? 'engine:on' : 'engine:off') },
    { label: t('engine:rootDir'), value: cleanText(details.rootDir, 300) },
  ]);
}

/** Where images come from by way of what; `none` is an answer here. */
export function registryRows(t: TFunction, { registries, proxies }: EngineDetails): Property[] {
  const orNone = (text: string) => cleanText(text, 400) || t('engine:none');
  return [
    { label: t('engine:mirrors'), value: orNone(registries.mirrors.join(', ')) },
    { label: t('engine:insecure'), value: orNone(registries.insecure.join(', ')) },
    { label: t('engine:httpProxy'), value: orNone(proxies.http) },
    { label: t('engine:httpsProxy'), value: orNone(proxies.https) },
    { label: t('engine:noProxy'), value: orNone(proxies.except) },
  ];
}

function runtimesText(t: TFunction, { runtimes, defaultRuntime }: EngineDetails): string {
  return runtimes
    .map((name) => (name === defaultRuntime ? t('engine:defaultOne', { name }) : name))
    .map((text) => cleanText(text, 80))
    .join(', ');
}

function cgroupText(t: TFunction, { cgroupVersion, cgroupDriver }: EngineDetails): string {
  if (!cgroupVersion) return cleanText(cgroupDriver, 80);
  const version = t('engine:cgroupVersion', { version: cleanText(cgroupVersion, 20) });
  return cgroupDriver ? `${version}, ${cleanText(cgroupDriver, 80)}` : version;
}

/** In the reader's format; as the engine wrote it where it is no date. */
function builtText(buildTime: string): string {
  const ms = Date.parse(buildTime);
  return Number.isNaN(ms) ? cleanText(buildTime, 80) : formatExact(ms);
}
