import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { RequestHandler, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { measureAnswer } from '../../platform/metrics/http-metrics.js';
import { nameRoute } from '../../platform/metrics/route-name.js';
import { Overload } from '../../platform/overload/overload.js';
import { FORGET_AHEAD } from '../../platform/request/fetched-ahead.js';
import { readBody } from '../../platform/request/read-body.js';
import { type RequestStats, serverTiming, withRequestStats } from '../../platform/request/request-stats.js';
import { refusal } from '../../platform/security/same-origin.js';
import { securityHeaderValues } from '../../platform/security/security-headers.js';
import { deviceWords } from '../../platform/session/device-name.js';
import { messageCookie, type MessageCookie } from '../../platform/session/message-cookie.js';
import type { SessionPeek, Visitor } from '../../platform/session/session-peek.js';
import { SESSION_PEEK } from '../../platform/session/session.module.js';
import { AwayCart } from './away-cart.service.js';
import { CartDeeds } from './cart-deeds.service.js';
import { addedMessage } from './cart-messages.js';
import { type AddWish, isAddForm, readAddWish } from '../forms/add-form.js';
import type { Lane } from '../page/fast-lane.js';
import { seeOther } from '../page/see-other.js';

/** Makes of Node's response the one that Express has. */
type AsExpress = (response: ServerResponse) => Response;

/**
 * Answers forms that put something into a cart that is there, before Express, Nest and express-session are asked: those are
 * more than half of the work of an add. Only when all is well: what is refused, odd or too much is theirs to answer.
 */
@Injectable()
export class AddLane {
  private readonly messages: MessageCookie;
  private readonly headers: ReadonlyMap<string, string>;
  /** Adds that came to no good end. They may have been done all the same, so nobody tries them again. */
  private readonly failed = new WeakMap<IncomingMessage, unknown>();

  constructor(
    @Inject(SESSION_PEEK) private readonly peek: SessionPeek | null,
    private readonly deeds: CartDeeds,
    private readonly away: AwayCart,
    private readonly overload: Overload,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.messages = messageCookie(env);
    this.headers = new Map([
      ...securityHeaderValues(env),
      ['X-Served-By', env.INSTANCE_NAME],
      [FORGET_AHEAD.name, FORGET_AHEAD.value],
    ]);
  }

  lane(asExpress: AsExpress): Lane {
    return ({ request, response }, others) => {
      const visitor = this.visitorOf(request);
      if (!visitor) return false;
      const fail = (error: unknown) => void this.failed.set(request, error);
      void this.serve(request, asExpress(response), visitor)
        .catch(fail)
        .then((isDone) => isDone || others());
      return true;
    };
  }

  /** For Express: has the error of an add that was tried here answered as errors are. Stands after the session. */
  failures(): RequestHandler {
    return (request, _response, next) => next(this.failed.get(request));
  }

  private visitorOf(request: IncomingMessage): Visitor | null {
    if (!isAddForm(request) || this.overload.isOverloaded || refusal(request, this.env) !== null) return null;
    return this.peek?.visitorOf(request) ?? null;
  }

  /** False when nothing has been answered: the request is as it came, then. */
  private serve(request: IncomingMessage, response: Response, visitor: Visitor): Promise<boolean> {
    return withRequestStats(async (stats) => {
      const started = performance.now();
      const body = await readBody(request);
      // Nobody waits for an answer.
      if (!body) return true;
      const wish = readAddWish(request, body);
      if (!wish || !(await this.add(request, response, visitor, wish))) return false;
      request.resume();
      nameRoute(request, '/cart/add');
      measureAnswer(request, response, started);
      this.answer(response, wish, stats);
      return true;
    }, randomUUID());
  }

  private async add(
    request: IncomingMessage,
    response: Response,
    visitor: Visitor,
    wish: AddWish,
  ): Promise<boolean> {
    const record = await this.peek!.read(visitor).catch(() => null);
    if (!record) return false;
    const proof = { sid: visitor.sid, epoch: record.epoch ?? null };
    const device = deviceWords(request.headers['user-agent']);
    const { cartId } = visitor;
    const turn = { cartId, proof, operationId: wish.operationId, device };
    const outcome = await this.deeds.addTo(turn, wish);
    if (!outcome.ok) return false;
    this.messages.leave(response, addedMessage(outcome.lines));
    await this.away.remember(response, visitor);
    return true;
  }

  private answer(response: Response, { where }: AddWish, stats: RequestStats): void {
    for (const [name, value] of this.headers) response.setHeader(name, value);
    response.setHeader('X-Request-Id', stats.requestId!);
    if (this.env.SERVER_TIMING === 'on') response.setHeader('Server-Timing', serverTiming(stats));
    seeOther(response, where);
  }
}
