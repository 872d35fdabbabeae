declare global {
  namespace Express {
    interface Request {
      /** Id of this request, also in the answer's `X-Request-Id` and in every log line about it. */
      id: string;
    }
  }
}
export {};
