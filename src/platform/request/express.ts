declare global {
  namespace Express {
    interface Request {
      /** Id of this request, also in the answer's `X-Request-Id` and in every log line about it. */
      id: string;
    }
    interface Response {
      /** Puts `Server-Timing` on the answer; for whoever writes the head without Node. */
      addTiming?: () => void;
    }
  }
}
export {};
