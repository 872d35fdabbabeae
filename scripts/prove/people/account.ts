import type { Answer } from '../../rig/shopper.js';
import type { Browser } from '../traffic/browser.js';
import type { Asking } from './asking.js';
import type { Journal } from './journal.js';

const PASSWORD = 'nine tents by the lake';

/** One person's account at the shop, if they have one, and whether they are signed in to it. */
export class Account {
  private credentials: { email: string; password: string } | null = null;
  private isSignedIn = false;
  isLost = false;

  constructor(
    private readonly who: string,
    /** Who has an account keeps their browser. */
    private readonly browser: Browser,
    private readonly journal: Journal,
    private readonly asking: Asking,
  ) {}

  /** Undefined: there is no account. */
  get email(): string | undefined {
    return this.credentials?.email;
  }

  /** Errors: when the shop does not open the account. */
  async register(): Promise<void> {
    const credentials = { email: `${this.who}@example.com`, password: PASSWORD };
    const answer = await this.browser.post('/account/register', credentials);
    if (answer.status !== 303)
      throw new Error(`no account for ${this.who}: ${answer.status} ${answer.text.slice(0, 500)}`);
    [this.credentials, this.isSignedIn] = [credentials, true];
  }

  /** Answers whether they were signed out before and are signed in now. */
  async signIn(): Promise<boolean> {
    const { credentials } = this;
    if (!credentials || this.isSignedIn) return false;
    if (!(await this.must('sign in', () => this.browser.post('/account/login', credentials)))) return false;
    this.isSignedIn = true;
    await this.check(200);
    return true;
  }

  /** Answers whether they were signed in before and are signed out now. */
  async signOut(): Promise<boolean> {
    if (!this.isSignedIn) return false;
    const before = this.browser.twin();
    if (!(await this.must('sign out', () => this.browser.post('/account/logout')))) return false;
    this.journal.signedOut.push({ who: this.who, browser: before });
    this.isSignedIn = false;
    await this.check(303);
    return true;
  }

  /** Without an answer nobody knows any more who this is. */
  private async must(deed: string, request: () => Promise<Answer>): Promise<boolean> {
    this.isLost = !(await this.asking.must(deed, request));
    return !this.isLost;
  }

  /** The account's page is there for who is signed in, and leads to the sign-in for who is not. */
  private async check(status: 200 | 303): Promise<void> {
    const answer = await this.browser.get('/account');
    if ([200, 303].includes(answer.status) && answer.status !== status)
      this.journal.wrong.push(`${this.who}: the account answered ${answer.status} instead of ${status}`);
  }
}
