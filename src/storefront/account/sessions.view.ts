import type { DeviceSession } from '../../platform/session/customer-sessions.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { deviceName } from '../../platform/session/device-name.js';

type Translate = Messages['t'];

const IN_USE_MS = 60_000;

/** What `account/sessions` shows: the device that asks first, then the others, newest use first. */
export function sessionsPage(
  sessions: readonly DeviceSession[],
  now: Date,
  messages: Messages,
  formatters: Formatters,
) {
  const { t } = messages;
  const rows = (isCurrent: boolean) =>
    sessions
      .filter((session) => session.isCurrent === isCurrent)
      .map((session) => deviceRow(session, now, t, formatters));
  const others = rows(false);
  return {
    current: rows(true),
    others,
    othersTitle: t('account.other_devices', { count: others.length }),
  };
}

function deviceRow(session: DeviceSession, now: Date, t: Translate, formatters: Formatters) {
  const name = sessionName(session, t);
  const { device, handle, isCurrent, lastSeenAt, createdAt } = session;
  const isInUse = isCurrent || now.getTime() - lastSeenAt.getTime() < IN_USE_MS;
  return {
    handle,
    isCurrent,
    name,
    isHandheld: deviceName(device?.agent ?? '').isHandheld,
    place: device?.place ?? null,
    lastUsed: isInUse
      ? t('account.in_use')
      : t('account.last_used', { when: formatters.ago(lastSeenAt, now) }),
    lastUsedAt: lastSeenAt.toISOString(),
    since: t('account.signed_in_since', { date: formatters.date(createdAt) }),
    sinceAt: createdAt.toISOString(),
    endLabel: t('account.end_device_label', { name }),
  };
}

/** `Firefox on Windows`, or as much of it as can be told. */
export function sessionName({ device }: DeviceSession, t: Translate): string {
  const { browser, system } = deviceName(device?.agent ?? '');
  if (browser && system) return t('account.device_on', { browser, system });
  return browser ?? system ?? t('account.device_unknown');
}
