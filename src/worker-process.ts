import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { ENV, readEnv, type Env } from './platform/config/env.js';
import { JobRunner, type Job } from './platform/jobs/job-runner.js';
import { openMetrics } from './platform/metrics/open-metrics.js';
import { outboxGauges } from './platform/outbox/outbox-gauges.js';
import { OutboxRelay } from './platform/outbox/outbox-relay.js';
import { watchOutbox } from './platform/outbox/outbox-watch.js';
import { OutboxService } from './platform/outbox/outbox.service.js';
import { run } from './platform/process/run.js';
import { warnAtStart } from './platform/process/warn-at-start.js';
import { SessionMemory } from './platform/redis/session-memory.js';
import { stopSignal } from './platform/process/stop-signal.js';
import { closeTracing, openTracing } from './platform/tracing/open-tracing.js';
import type { ValueStore } from './platform/values/value-store.js';
import { isReachedByWorkers, VALUE_STORE } from './platform/values/values.module.js';
import { CartCopiesService } from './shop/cart/cart-copies.service.js';
import { ApplyPaymentEventsService } from './shop/checkout/apply-payment-events.service.js';
import { CartRemindersService } from './shop/checkout/cart-reminders.service.js';
import { PriceHistory } from './shop/catalog/price-history/price-history.service.js';
import { SearchCounts } from './shop/catalog/search/search-counts.service.js';
import { CheckoutService } from './shop/checkout/checkout.service.js';
import { ClearCartService } from './shop/checkout/clear-cart.service.js';
import { PendingPaymentsService } from './shop/checkout/pending-payments.service.js';
import { EndSessionsService } from './shop/customers/end-sessions.service.js';
import { SendLinksService } from './shop/customers/send-links.service.js';
import { NewsletterService } from './shop/newsletter/newsletter.service.js';
import { RefundOrderService } from './shop/orders/refund-order.service.js';
import { PaymentEventsService } from './shop/payments/payment-events.service.js';
import { RefreshPairsService } from './shop/recommendations/refresh-pairs.service.js';
import { StockAlertsService } from './shop/stock-alerts/stock-alerts.service.js';
import { WishlistsService } from './shop/wishlists/wishlists.service.js';
import { WorkerModule } from './worker.module.js';

/** Longer than a mail or a payment may take; what is not finished then is taken up by the next worker. */
const FINISH_MS = 20_000;
const CARTS_AT_ONCE = 100;

/** Everything that happens without a shopper waiting for it. */
function jobsOf(app: INestApplicationContext): Job[] {
  const relay = app.get(OutboxRelay);
  const carts = app.get(CartCopiesService);
  const payments = app.get(PendingPaymentsService);
  const applying = app.get(ApplyPaymentEventsService);
  const events = app.get(PaymentEventsService);
  const clearing = app.get(ClearCartService);
  const checkouts = app.get(CheckoutService);
  const refunds = app.get(RefundOrderService);
  const sessions = app.get(EndSessionsService);
  const links = app.get(SendLinksService);
  const alerts = app.get(StockAlertsService);
  const newsletter = app.get(NewsletterService);
  const wishlists = app.get(WishlistsService);
  const searches = app.get(SearchCounts);
  const prices = app.get(PriceHistory);
  const pairs = app.get(RefreshPairsService);
  const reminders = app.get(CartRemindersService);
  const reachesVisitors = isReachedByWorkers(app.get<ValueStore | null>(VALUE_STORE));
  return [
    ...relay.handled.map((topic) => ({
      name: `outbox (${topic})`,
      everySeconds: 1,
      work: () => relay.drain(topic),
    })),
    {
      name: 'copies of carts',
      everySeconds: 1,
      work: async () => (await carts.saveChanged(CARTS_AT_ONCE)) === CARTS_AT_ONCE,
    },
    { name: 'pending payments', everySeconds: 5, work: () => payments.askGateways() },
    { name: 'payment events', everySeconds: 2, work: () => applying.applyDue() },
    { name: 'old payment events', everySeconds: 3600, work: () => events.tidy() },
    { name: 'unfinished refunds', everySeconds: 30, work: () => refunds.finishOpen(20) },
    { name: 'stock alerts', everySeconds: 10, work: () => alerts.tell() },
    { name: 'old stock alerts', everySeconds: 3600, work: () => alerts.tidy() },
    { name: 'old links to accounts', everySeconds: 3600, work: () => links.tidy() },
    { name: 'letters nobody said yes to', everySeconds: 3600, work: () => newsletter.tidy() },
    { name: 'old wishes of guests', everySeconds: 3600, work: () => wishlists.tidy() },
    { name: 'old searches', everySeconds: 3600, work: () => searches.tidy() },
    { name: 'history of prices', everySeconds: 3600, work: () => prices.tidy() },
    { name: 'products bought together', everySeconds: 60, work: () => pairs.refresh() },
    { name: 'old checkouts', everySeconds: 600, work: () => checkouts.expire() },
    { name: 'late outbox', everySeconds: 60, work: () => watchOutbox(app.get(OutboxService)) },
    { name: 'old outbox rows', everySeconds: 3600, work: () => relay.tidy() },
    ...(reachesVisitors
      ? [
          { name: 'carts of placed orders', everySeconds: 5, work: () => clearing.clearLeftBehind() },
          { name: 'carts left behind', everySeconds: 60, work: () => reminders.remind() },
          { name: 'ended sessions', everySeconds: 5, work: () => sessions.repeatRecent() },
        ]
      : []),
  ];
}

/** Background work: one of any number of equal workers. */
run(async () => {
  await openTracing('cloudcart-worker', readEnv());
  const stopped = stopSignal();
  const app = await NestFactory.createApplicationContext(WorkerModule, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  const env = app.get<Env>(ENV);
  warnAtStart(env);
  await openMetrics(app, env, outboxGauges(app.get(OutboxService)));
  await app.get(SessionMemory).checkAtStart();
  const runner = new JobRunner();
  const jobs = jobsOf(app);
  runner.start(jobs);
  process.stdout.write(`worker ${process.pid} works on: ${jobs.map(({ name }) => name).join(', ')}\n`);
  await stopped;
  setTimeout(() => process.exit(1), FINISH_MS).unref();
  await runner.stop();
  await app.close();
  await closeTracing();
  process.exit(0);
});
