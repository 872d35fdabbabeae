import { describe, expect, it } from 'vitest';
import { deviceName } from './device-name.js';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('the name of a device', () => {
  it.each([
    ['(Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Windows', false],
    [
      `(Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`,
      'Chrome',
      'macOS',
      false,
    ],
    [
      `(Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
      'Microsoft Edge',
      'Windows',
      false,
    ],
    [`(Linux; Android 10; K) ${WEBKIT} Chrome/140.0.0.0 Mobile Safari/537.36`, 'Chrome', 'Android', true],
    [
      '(iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari',
      'iPhone',
      true,
    ],
    [
      '(iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
      'Chrome',
      'iPad',
      true,
    ],
  ])('is read from Mozilla/5.0 %s', (agent, browser, system, isHandheld) => {
    expect(deviceName(`Mozilla/5.0 ${agent}`)).toEqual({ browser, system, isHandheld });
  });

  it.each(['', '  ', 'curl/8.1', 'Your own device/1.0 (really)', 'constructor/1 (__proto__)', '\u0000'])(
    'is none for %j, and nobody else chooses it',
    (agent) => expect(deviceName(agent)).toEqual({ browser: null, system: null, isHandheld: false }),
  );

  it('is found quickly in whatever somebody sends', () => {
    const evil = ['(', 'Version/', 'Mozilla/5.0 (', 'Android ', ' Chrome/', '1.', '; '];
    const started = performance.now();
    for (const text of evil) deviceName(text.repeat(250).slice(0, 250));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
