import { engineName } from '@contract/engine-name';
import type { ConfigFacts, EndpointFacts, Facts } from '../facts/types';
import {
  blocked,
  type Check,
  notApplicable,
  type Outcome,
  ok,
  powershell,
  problem,
  switchEngine,
  terminal,
  unknown,
  valueIn,
  warning,
} from './outcome';

function withEndpoint(facts: Facts, judge: (endpoint: EndpointFacts) => Outcome): Outcome {
  return facts.endpoint.known ? judge(facts.endpoint.value) : unknown(facts.endpoint);
}

const unset = (facts: Facts, name: string) =>
  facts.system.platform === 'win32' ? powershell(`Remove-Item Env:${name}`) : terminal(`unset ${name}`);

const chosenContext = (endpoint: EndpointFacts, config: ConfigFacts | null) => {
  const name = endpoint.dockerContext ?? config?.currentContext ?? 'default';
  return name === '' ? 'default' : name;
};

/** `DOCKER_HOST` can be understood, hides no context by accident, and sends nothing in the clear. */
export const dockerHost: Check = (facts) =>
  withEndpoint(facts, (endpoint) => {
    const { dockerHost: value, row, failure } = endpoint;
    // Picked in Lighter, an engine stands above the variable: that is the docker command's alone.
    if (row.source === 'chosen') {
      const name = engineName(row);
      return value === null ? ok('pickedUnset', { name }) : ok('picked', { value, name });
    }
    if (value === null) return ok('unset');
    const fix = unset(facts, 'DOCKER_HOST');
    if (row.source === 'DOCKER_HOST' && failure?.code === 'bad-endpoint') {
      return problem('bad', { value, message: failure.message }, fix);
    }
    if (row.source === 'DOCKER_HOST' && row.remote && endpoint.kind === 'tcp' && !endpoint.tls) {
      return warning('plain', { value });
    }
    const context = chosenContext(endpoint, valueIn(facts.config));
    if (context !== 'default') return warning('overrides', { value, context }, fix);
    return ok('set', { value });
  });

/** The docker context in force exists and names an endpoint. */
export const context: Check = (facts) =>
  withEndpoint(facts, (endpoint) => {
    const config = valueIn(facts.config);
    const { row, failure } = endpoint;
    // Picked in Lighter, it stands above variables and config.json.
    if (row.source === 'chosen') {
      return failure?.code === 'context-not-found' || failure?.code === 'bad-endpoint'
        ? problem('pickedUnusable', { message: failure.message }, switchEngine)
        : ok('picked', { name: engineName(row), url: row.url });
    }
    if (config?.state === 'bad-json' || config?.state === 'unreadable') return blocked;
    if (endpoint.dockerHost !== null) return notApplicable('overridden');
    const name = chosenContext(endpoint, config);
    const fix =
      endpoint.dockerContext === null
        ? terminal('docker context use default')
        : unset(facts, 'DOCKER_CONTEXT');
    if (failure?.code === 'context-not-found') {
      const known = ['default', ...(config?.contexts ?? [])].join(', ');
      return problem('missing', { name, known }, fix);
    }
    if (failure?.code === 'bad-endpoint') {
      return problem('bad', { name, message: failure.message }, fix);
    }
    return name === 'default' ? ok('default') : ok('chosen', { name });
  });

/** The docker CLI's config.json can be read. */
export const configFile: Check = (facts) => {
  if (!facts.config.known) return unknown(facts.config);
  const { state, folder, line } = facts.config.value;
  const path = facts.system.platform === 'win32' ? `${folder}\\config.json` : `${folder}/config.json`;
  switch (state) {
    case 'bad-json':
      return problem('badJson', { path, line: line ?? '?' });
    case 'unreadable': {
      const mend =
        facts.system.platform === 'win32' ? undefined : terminal(`sudo chown "$USER" ${quoted(path)}`);
      return problem('unreadable', { path }, mend);
    }
    case 'missing':
      return ok('missing', { path });
    case 'ok':
      return ok('valid', { path });
  }
};

function quoted(path: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** The certificates are there, and both sides accept them. */
export const tls: Check = (facts) =>
  withEndpoint(facts, (endpoint) => {
    const { row, failure } = endpoint;
    if (failure?.code === 'tls') {
      const { message } = failure;
      return row.source === 'chosen'
        ? problem('pickedFiles', { name: row.context, message }, switchEngine)
        : problem('files', { message });
    }
    const answer = valueIn(facts.answer);
    switch (answer?.failure?.code) {
      case 'tls':
        return problem('refused', { message: answer.failure.message });
      case 'tls-untrusted':
        return problem('untrusted', { message: answer.failure.message });
      case 'tls-client':
        return problem('client', { message: answer.failure.message });
      default:
    }
    if (failure) return blocked;
    if (endpoint.tlsAsked && endpoint.kind === 'socket') return ok('needless');
    if (!endpoint.tls) return notApplicable('off');
    return answer?.ok ? ok('accepted', { address: endpoint.address }) : blocked;
  });
