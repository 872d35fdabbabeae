import { Inject, Injectable, Logger } from '@nestjs/common';
import { deadline } from '../../platform/clock/deadline.js';
import { beginGateway } from '../../platform/metrics/business-counters.js';
import type {
  Authorisation,
  AuthoriseRequest,
  DeedRequest,
  DeedResult,
  PaymentChoice,
  PaymentGateway,
} from './gateway.js';

/** DI token of the gateways that are switched on, in the order in which shoppers see them. */
export const GATEWAYS = Symbol('GATEWAYS');

/** For orders that gift cards and store credit pay whole: no gateway has this name, and none is asked. */
export const NOTHING_TO_PAY: PaymentChoice = {
  id: 'none',
  gateway: 'none',
  details: {},
  labelKey: 'checkout.payment.none',
  hintKey: 'checkout.payment.none_hint',
  isTest: false,
};

/** Longest that one answer of a gateway is waited for. */
const DEADLINE_MS = 5000;
/**
 * Longest that a shopper waits for it before they are shown that the order waits; the question goes on. Balancers take a process for
 * frozen that says nothing for 2.5 s (docker/haproxy.cfg).
 */
export const SHOPPER_WAITS_MS = 1500;
const UNKNOWN = { status: 'unknown' } as const;

/**
 * The four things a gateway does, with a deadline around each: a gateway that throws or is late answers `unknown`.
 * Never call this inside a transaction. An amount of 0 is never sent to a gateway: there is nothing to pay.
 */
@Injectable()
export class PaymentsService {
  private readonly log = new Logger(PaymentsService.name);

  constructor(@Inject(GATEWAYS) private readonly gateways: readonly PaymentGateway[]) {
    for (const { id } of gateways) beginGateway(id);
  }

  choices(): PaymentChoice[] {
    return this.gateways.flatMap((gateway) => gateway.choices);
  }

  choice(id: string | null): PaymentChoice | null {
    return this.choices().find((choice) => choice.id === id) ?? null;
  }

  authorise(gatewayId: string, request: AuthoriseRequest): Promise<Authorisation> {
    if (request.amount === 0) return Promise.resolve({ status: 'authorised', reference: 'nothing-to-pay' });
    return this.ask('authorise', gatewayId, (gateway) => gateway.authorise(request));
  }

  /** What became of an authorisation that was asked for under this key. */
  find(
    gatewayId: string,
    idempotencyKey: string,
    amount: number,
  ): Promise<Authorisation | { status: 'not_found' }> {
    if (amount === 0) return Promise.resolve({ status: 'authorised', reference: 'nothing-to-pay' });
    return this.ask('find', gatewayId, (gateway) => gateway.find(idempotencyKey));
  }

  capture(gatewayId: string, request: DeedRequest): Promise<DeedResult> {
    if (request.amount === 0) return Promise.resolve({ status: 'done', reference: request.reference });
    return this.ask('capture', gatewayId, (gateway) => gateway.capture(request));
  }

  void(gatewayId: string, request: DeedRequest): Promise<DeedResult> {
    if (request.amount === 0) return Promise.resolve({ status: 'done', reference: request.reference });
    return this.ask('void', gatewayId, (gateway) => gateway.void(request));
  }

  refund(gatewayId: string, request: DeedRequest): Promise<DeedResult> {
    if (request.amount === 0) return Promise.resolve({ status: 'done', reference: request.reference });
    return this.ask('refund', gatewayId, (gateway) => gateway.refund(request));
  }

  private async ask<T>(
    deed: string,
    gatewayId: string,
    question: (gateway: PaymentGateway) => Promise<T>,
  ): Promise<T | typeof UNKNOWN> {
    const gateway = this.gateways.find(({ id }) => id === gatewayId);
    try {
      if (!gateway) throw new Error('this gateway is not switched on');
      return await deadline(question(gateway), DEADLINE_MS);
    } catch (error) {
      this.log.warn(`${gatewayId} ${deed}: ${(error as Error).message}`);
      return UNKNOWN;
    }
  }
}
