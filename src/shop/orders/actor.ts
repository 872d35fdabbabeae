/** Who did something to an order. `name`: the command of staff, the gateway of a provider. */
export interface Actor {
  kind: 'shopper' | 'staff' | 'worker' | 'provider' | 'shop';
  name: string | null;
}

export const SHOPPER: Actor = { kind: 'shopper', name: null };
export const WORKER: Actor = { kind: 'worker', name: null };
/** Nobody in particular. */
export const SHOP: Actor = { kind: 'shop', name: null };
export const staff = (command: string): Actor => ({ kind: 'staff', name: command });
export const provider = (gateway: string): Actor => ({ kind: 'provider', name: gateway });
