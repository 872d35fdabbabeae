import { describe, expect, it } from 'vitest';
import type { DeviceSession } from '../../platform/session/customer-sessions.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { sessionsPage } from './sessions.view.js';

const now = new Date('2026-11-21T12:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const session = (fields: Partial<DeviceSession>): DeviceSession => ({
  handle: '0123456789abcdef',
  createdAt: before(60 * 24 * 10),
  lastSeenAt: before(5),
  device: { agent: FIREFOX, address: '192.0.2.1', place: 'Portland, United States' },
  isCurrent: false,
  ...fields,
});
const page = (...sessions: DeviceSession[]) =>
  sessionsPage(sessions, now, new Messages('en'), new Formatters('en-US', 'USD', 'UTC'));

describe('the page of devices', () => {
  it('says what is known of each', () => {
    expect(page(session({})).others[0]).toMatchObject({
      name: 'Firefox on Windows',
      place: 'Portland, United States',
      lastUsed: 'Last used 5 minutes ago',
      since: 'Signed in since November 11, 2026',
      endLabel: 'Sign out Firefox on Windows',
    });
  });

  it('says so of a session that began before devices were written down', () => {
    const [row] = page(session({ device: null })).others;
    expect(row).toMatchObject({ name: 'A device we cannot name', place: null, isHandheld: false });
  });

  it('names half of what it knows when the other half is missing', () => {
    const device = { agent: 'Mozilla/5.0 (Windows NT 10.0)', address: '', place: null };
    expect(page(session({ device })).others[0]!.name).toBe('Windows');
  });

  it('calls what is used now so: this device, and one of less than a minute ago', () => {
    const { current, others } = page(
      session({ lastSeenAt: before(0.5) }),
      session({ isCurrent: true, lastSeenAt: before(90) }),
      session({ lastSeenAt: before(1) }),
    );
    expect([...current, ...others].map(({ lastUsed }) => lastUsed)).toEqual([
      'In use now',
      'In use now',
      'Last used 1 minute ago',
    ]);
  });

  it('counts the others', () => {
    const titles = [0, 1, 2].map(
      (count) => page(...Array.from({ length: count }, () => session({}))).othersTitle,
    );
    expect(titles).toEqual(['Other devices', 'One other device', '2 other devices']);
  });
});
