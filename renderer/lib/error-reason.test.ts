import { describe, expect, it } from 'vitest';
import { errorReason, secondsToWait } from './error-reason';

const registry = (message: string) => errorReason({ code: 'registry', message });

describe('the reason behind an error', () => {
  it.each([
    ['rate-limit', 'toomanyrequests: You have reached your pull rate limit.'],
    ['rate-limit', 'Unexpected status code 429'],
    ['wrong-password', 'Get "https://r/v2/": unauthorized: incorrect username or password'],
    ['wrong-password', 'login attempt to http://127.0.0.1:5000/v2/ failed with status: 401 Unauthorized'],
    ['login', 'Head "http://127.0.0.1:5000/v2/app/manifests/1": no basic auth credentials'],
    ['login', 'unauthorized: authentication required'],
    [
      'denied',
      "pull access denied for nope, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
    ['denied', 'denied: requested access to the resource is denied'],
    ['missing', 'manifest for nginx:nope not found: manifest unknown: manifest unknown'],
    ['proxy', 'Get "https://r/v2/": proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused'],
    ['proxy', 'Get "https://r/v2/": Proxy Authentication Required'],
    ['proxy', 'Get "https://r/v2/": Forbidden'],
    ['proxy', 'Get "https://r/v2/": Service Unavailable'],
    ['denied', 'denied: requested access to nginx-proxy is denied'],
    ['http-only', 'Get "https://r:5000/v2/": http: server gave HTTP response to HTTPS client'],
    [
      'certificate',
      'Get "https://r/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    ['certificate', 'r: net::ERR_CERT_AUTHORITY_INVALID'],
    ['unreachable', 'Get "https://r/v2/": dial tcp: lookup r: no such host'],
    ['unreachable', 'Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused'],
  ])('is %s for %s', (reason, message) => expect(registry(message)).toBe(reason));

  it('is none where the words say nothing, and a full disk whatever the code', () => {
    expect(registry('something else')).toBeNull();
    expect(errorReason({ code: 'internal', message: 'denied' })).toBeNull();
    expect(errorReason({ code: 'internal', message: 'ENOSPC: no space left on device, write' })).toBe(
      'disk-full',
    );
  });

  it('knows how long to wait', () => {
    expect(
      secondsToWait({ code: 'registry', message: 'toomanyrequests (retry after 30 s): slow down' }),
    ).toEqual({ seconds: 30, isAtMost: false });
    expect(secondsToWait({ code: 'registry', message: 'toomanyrequests: retry-after: 400ms' })).toEqual({
      seconds: 0.4,
      isAtMost: false,
    });
    expect(secondsToWait({ code: 'registry', message: 'slow down (retry within 21600 s)' })).toEqual({
      seconds: 21_600,
      isAtMost: true,
    });
    expect(secondsToWait({ code: 'registry', message: 'toomanyrequests' })).toBeNull();
  });
});
