import { type Failing, FailingRedis } from '../failing-redis.js';
import { FaultProxy } from '../../../scripts/rig/fault-proxy.js';
import { appUrl, type Replication, startReplication } from '../../../scripts/rig/replication.js';
import { SmtpSink } from '../../../scripts/rig/smtp-sink.js';
import { StripeStub } from '../../../scripts/rig/stripe/stripe-stub.js';
import type { Dependency } from './troubles.js';

type ServerName = Exclude<Dependency, 'mail server' | 'payment provider'>;

/** Everything that a shop needs, each behind a link that fails. */
export class MatrixServers {
  private constructor(
    readonly of: Record<ServerName, Failing>,
    readonly mails: SmtpSink,
    readonly mailLink: FaultProxy,
    readonly payments: StripeStub,
    readonly paymentLink: FaultProxy,
    private readonly replication: Replication,
    private readonly redis: readonly FailingRedis[],
  ) {}

  static async start(): Promise<MatrixServers> {
    const [replication, session, cache, mails, payments] = await Promise.all([
      startReplication({ replicas: 1 }),
      FailingRedis.start(),
      FailingRedis.start(),
      SmtpSink.open(),
      StripeStub.open(),
    ]);
    const [primary, replica] = [replication.primary, replication.replicas[0]!];
    const servers = {
      MySQL: { server: primary, link: await FaultProxy.before(appUrl(primary)) },
      'replica of MySQL': { server: replica, link: await FaultProxy.before(appUrl(replica)) },
      'session Redis': session,
      'cache Redis': cache,
    };
    const mailLink = await FaultProxy.before(mails.url);
    const paymentLink = await FaultProxy.before(payments.origin);
    const redis = [session, cache];
    return new MatrixServers(servers, mails, mailLink, payments, paymentLink, replication, redis);
  }

  /** Where a shop finds them, but for the replica. */
  get settings() {
    return {
      mysql: this.of.MySQL.link.url,
      redis: this.of['session Redis'].link.url,
      cache: this.of['cache Redis'].link.url,
      env: {
        ...this.payments.settings,
        STRIPE_API_URL: this.paymentLink.url,
        SMTP_URL: this.mailLink.url,
      },
    };
  }

  async close(): Promise<void> {
    const links = [this.mailLink, this.paymentLink, this.of.MySQL.link, this.of['replica of MySQL'].link];
    await Promise.all(links.map((link) => link.close()));
    const servers = [this.replication, this.mails, this.payments, ...this.redis];
    await Promise.all(servers.map((server) => server.close()));
  }
}
