import { FaultProxy } from '../../rig/fault-proxy.js';
import { RedisPair } from '../../rig/redis-pair.js';
import { appUrl, startReplication, type Replication } from '../../rig/replication.js';
import { SmtpSink } from '../../rig/smtp-sink.js';
import { StripeStub } from '../../rig/stripe/stripe-stub.js';
import { DURABLE, OwnRedis } from '../../servers/own-redis.js';

/** The ways from the shop's processes to what they lean on; each can fail by itself. */
export interface Links {
  writer: FaultProxy;
  replica: FaultProxy;
  sessions: FaultProxy;
  cache: FaultProxy;
  mail: FaultProxy;
  payments: FaultProxy;
}

/** Everything a shop leans on, as real servers; only the provider of payments is a stand-in. */
export interface Stores {
  databases: Replication;
  sessions: RedisPair;
  cache: OwnRedis;
  mail: SmtpSink;
  payments: StripeStub;
  links: Links;
  close(): Promise<void>;
}

/** Small enough to evict during a run. */
const CACHE = { maxmemory: '48mb', 'maxmemory-policy': 'allkeys-lru' };

export async function startStores(): Promise<Stores> {
  const databases = await startReplication({ replicas: 1 });
  const [sessions, cache] = await Promise.all([RedisPair.start(DURABLE), OwnRedis.start(CACHE)]);
  const [mail, payments] = await Promise.all([SmtpSink.open(), StripeStub.open()]);
  const links: Links = {
    writer: await FaultProxy.before(appUrl(databases.primary)),
    replica: await FaultProxy.before(appUrl(databases.replicas[0]!)),
    sessions: sessions.link,
    cache: await FaultProxy.before(cache.url),
    mail: await FaultProxy.before(mail.url),
    payments: await FaultProxy.before(payments.origin),
  };
  const close = async () => {
    // The link to the pair belongs to the pair.
    const own = [links.writer, links.replica, links.cache, links.mail, links.payments];
    await Promise.all(own.map((link) => link.close()));
    await Promise.all([databases, sessions, cache, mail, payments].map((server) => server.close()));
  };
  return { databases, sessions, cache, mail, payments, links, close };
}

/** What a process of the shop is told of them: every address leads through a link. */
export function settingsOf({ links, payments }: Stores): Record<string, string> {
  return {
    DATABASE_URL: links.writer.url,
    DATABASE_REPLICA_URLS: links.replica.url,
    REDIS_URL: links.sessions.url,
    CACHE_REDIS_URL: links.cache.url,
    SMTP_URL: links.mail.url,
    ...payments.settings,
    STRIPE_API_URL: links.payments.url.replace(/\/$/, ''),
  };
}
