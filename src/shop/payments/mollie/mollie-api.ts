import type { Env } from '../../../platform/config/env.js';

/** Shorter than the deadline around every gateway, so that a slow call is ended and not only unheard. */
const TIMEOUT_MS = 4000;

/**
 * The calls of Mollie's library that the shop makes; each throws what the library says about a failure. The library is
 * loaded here and nowhere else: it takes tens of megabytes, which a shop without Mollie need not have.
 */
export async function mollieApi(apiKey: string, env: Pick<Env, 'MOLLIE_API_URL'>) {
  const [{ ClientCore }, payments, captures, refunds] = await Promise.all([
    import('mollie-api-typescript/core.js'),
    paymentCalls(),
    captureCalls(),
    refundCalls(),
  ]);
  const core = new ClientCore({
    security: { apiKey },
    timeoutMs: TIMEOUT_MS,
    // What got lost is asked again by the shop, under the same key.
    retryConfig: { strategy: 'none' },
    ...(env.MOLLIE_API_URL ? { serverURL: env.MOLLIE_API_URL } : {}),
  });
  const of =
    <A, T>(call: (client: typeof core, request: A) => Promise<Result<T>>) =>
    (request: A): Promise<T> =>
      call(core, request).then(valueOf);
  return {
    createPayment: of(payments.create),
    getPayment: of(payments.get),
    cancelPayment: of(payments.cancel),
    releaseAuthorization: of(payments.release),
    createCapture: of(captures.create),
    listCaptures: of(captures.list),
    createRefund: of(refunds.create),
    listRefunds: of(refunds.list),
  };
}

export type MollieApi = Awaited<ReturnType<typeof mollieApi>>;

type Result<T> = { ok: true; value: T } | { ok: false; error: unknown };

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw result.error;
}

async function paymentCalls() {
  const [create, get, cancel, release] = await Promise.all([
    import('mollie-api-typescript/funcs/paymentsCreate.js'),
    import('mollie-api-typescript/funcs/paymentsGet.js'),
    import('mollie-api-typescript/funcs/paymentsCancel.js'),
    import('mollie-api-typescript/funcs/paymentsReleaseAuthorization.js'),
  ]);
  return {
    create: create.paymentsCreate,
    get: get.paymentsGet,
    cancel: cancel.paymentsCancel,
    release: release.paymentsReleaseAuthorization,
  };
}

async function captureCalls() {
  const [create, list] = await Promise.all([
    import('mollie-api-typescript/funcs/capturesCreate.js'),
    import('mollie-api-typescript/funcs/capturesList.js'),
  ]);
  return { create: create.capturesCreate, list: list.capturesList };
}

async function refundCalls() {
  const [create, list] = await Promise.all([
    import('mollie-api-typescript/funcs/refundsCreate.js'),
    import('mollie-api-typescript/funcs/refundsList.js'),
  ]);
  return { create: create.refundsCreate, list: list.refundsList };
}
