import { setTimeout as pause } from 'node:timers/promises';

/**
 * What goes wrong with the next calls that match, such as `POST /v1/refunds`. `drop`: it is done, and the answer never
 * leaves. `error_500`: kept under the call's key, and repeated. `error_503`: said at the door, and not kept.
 */
export interface Fault {
  kind: 'drop' | 'error_500' | 'error_503' | 'refuse_connection';
  call: RegExp;
  times: number;
}

export class Faults {
  latencyMs = 0;
  private readonly planned: Fault[] = [];

  plan(kind: Fault['kind'], call: RegExp, times = 1): void {
    this.planned.push({ kind, call, times });
  }

  clear(): void {
    this.planned.length = 0;
    this.latencyMs = 0;
  }

  /** Every call takes so long. */
  async delay(): Promise<void> {
    if (this.latencyMs > 0) await pause(this.latencyMs);
  }

  /** The fault of this call, null for none. */
  take(call: string): Fault['kind'] | null {
    const fault = this.planned.find((one) => one.times > 0 && one.call.test(call));
    if (!fault) return null;
    fault.times -= 1;
    return fault.kind;
  }
}
