/** What a process needs is not there. The message is for whoever started it, and says what to do; where in the code it came up helps nobody. */
export class CannotStartError extends Error {}
