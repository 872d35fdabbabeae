/** An answer with an error, in Mollie's shape. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }

  get body(): object {
    const { status, title, message: detail, field } = this;
    const documentation = { href: 'https://docs.mollie.com/errors', type: 'text/html' };
    return { status, title, detail, ...(field && { field }), _links: { documentation } };
  }
}

export const unprocessable = (message: string, field?: string): Refusal =>
  new Refusal(422, 'Unprocessable Entity', message, field);

export const missing = (id: string): Refusal =>
  new Refusal(404, 'Not Found', `No payment exists with token ${id}.`);
