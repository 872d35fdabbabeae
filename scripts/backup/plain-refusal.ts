/** Why a backup or a restore ends, and what to do: for the person at the keyboard, without a stack trace. */
export class PlainRefusal extends Error {}
