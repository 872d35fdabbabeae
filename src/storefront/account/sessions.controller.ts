import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../platform/clock/clock.js';
import { CustomerSessions } from '../../platform/session/customer-sessions.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { AccountDoor, toSignIn } from './account-door.service.js';
import { AwayCart } from '../cart/away-cart.service.js';
import { CustomerDoor } from './customer-door.service.js';
import { readEndSessionForm } from '../forms/account.forms.js';
import { orUnsure } from '../page/or-say.js';
import { OnlyThisDevice } from './only-this-device.service.js';
import { PageService } from '../page/page.service.js';
import { sessionName, sessionsPage } from './sessions.view.js';

const HERE = '/account/sessions';

/** The devices on which a customer is signed in. They are named by handles; a session's id never leaves its cookie. */
@Controller('account/sessions')
export class SessionsController {
  constructor(
    private readonly account: AccountDoor,
    private readonly door: CustomerDoor,
    private readonly sessions: CustomerSessions,
    private readonly onlyThisDevice: OnlyThisDevice,
    private readonly away: AwayCart,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const customer = await this.account.customer(visitor, response, HERE);
    if (!customer) return;
    const sessions = await this.sessions.list(customer.id, visitor.sessionId);
    await this.pages.show(request, response, visitor, 'account/sessions', {
      title: this.messages.t('account.devices_title'),
      noIndex: true,
      model: {
        ...sessionsPage(sessions, this.clock.now(), this.messages, this.formatters),
        nav: this.account.nav(HERE),
      },
    });
  }

  /** Another customer's handle is as good as one that was never there. */
  @Post('end')
  async end(
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    const { session: handle } = readEndSessionForm(body);
    const customer = await this.account.customer(visitor, response, HERE);
    if (!customer) return;
    const sessions = await this.sessions.list(customer.id, visitor.sessionId);
    const wanted = sessions.find((session) => session.handle === handle);
    if (wanted?.isCurrent) return this.signOut(response, visitor);
    const isEnded = wanted !== undefined && (await this.endOne(customer.id, handle));
    visitor.flash(
      isEnded
        ? { key: 'account.device_ended', values: this.nameOf(wanted), kind: 'success' }
        : { key: 'account.device_gone', kind: 'notice' },
    );
    response.redirect(303, HERE);
  }

  @Post('end-others')
  async endOthers(@Res() response: Response, @CurrentVisitor() visitor: Visitor): Promise<void> {
    const customer = await this.account.customer(visitor, response, HERE);
    if (!customer) return;
    await this.door.checkStore(visitor);
    if (await this.onlyThisDevice.endOthers(visitor, customer)) response.redirect(303, HERE);
    else toSignIn(response, HERE);
  }

  private endOne(customerId: number, handle: string): Promise<boolean> {
    return orUnsure('account.device_unsure', this.sessions.endOne(customerId, handle));
  }

  private async signOut(response: Response, visitor: Visitor): Promise<void> {
    await orUnsure('account.sign_out_unsure', visitor.signOut());
    this.away.forget(response);
    response.redirect(303, '/account/login?signed_out=1');
  }

  private nameOf(session: Parameters<typeof sessionName>[0]): { name: string } {
    return { name: sessionName(session, this.messages.t) };
  }
}
