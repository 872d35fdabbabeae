import { Inject, Injectable } from '@nestjs/common';
import { TestCardGateway } from './test-card-gateway.js';

/** What the confirmation page of the test cards needs. Where the gateway is off, no charge is ever found. */
@Injectable()
export class TestCardsService {
  constructor(@Inject(TestCardGateway) private readonly gateway: TestCardGateway | null) {}

  /** `amount` in minor units. */
  async byReference(
    reference: string,
  ): Promise<{ orderNumber: string; amount: number; isWaiting: boolean } | null> {
    return (await this.gateway?.byReference(reference)) ?? null;
  }

  async decide(reference: string, isApproved: boolean): Promise<void> {
    await this.gateway?.decide(reference, isApproved);
  }
}
