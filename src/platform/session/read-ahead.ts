import { Injectable } from '@nestjs/common';
import type { Request } from 'express';

type Reader = (cartId: string, request: Request) => void;

/**
 * What else is asked for in the moment a session is read. The signed cookie names the cart, so both questions are written
 * together; the answer counts only if the session's record then names the same cart.
 */
@Injectable()
export class ReadAhead {
  private readonly readers: Reader[] = [];
  private request: Request | null = null;

  add(reader: Reader): void {
    this.readers.push(reader);
  }

  /** Runs `work`, which asks for the session of this request before it returns. */
  during(request: Request, work: () => void): void {
    this.request = request;
    try {
      work();
    } finally {
      this.request = null;
    }
  }

  start(cartId: string): void {
    const { request } = this;
    if (request) this.readers.forEach((reader) => reader(cartId, request));
  }
}
