/** The longest address that mail servers carry (RFC 5321, 4.5.3.1.3). */
const MAX_LENGTH = 254;
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN_AS_TYPED = /^[\p{L}\p{M}\p{N}.-]+$/u;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/**
 * The normal form of an e-mail address, or null when the text is no address that a shop can write to. One account
 * belongs to one normal form.
 *
 * Rule: blanks around it are dropped, letters become small, the text becomes NFC, and a domain in other letters becomes
 * its ASCII form (`bücher.example` is `xn--bcher-kva.example`). The part before the @ is plain ASCII, as browsers
 * demand of an e-mail field, so a Cyrillic look-alike is refused there and is another domain after the @. `+tag` and dots
 * are kept: what they mean is the mail provider's business. The domain has at least one dot and none at its end.
 * Source: HTML standard, "valid e-mail address"; RFC 5321 for the lengths (64 before the @, 254 in all).
 */
export function emailAddress(text: string): string | null {
  const typed = text.trim();
  const at = typed.lastIndexOf('@');
  if (typed.length > MAX_LENGTH || at < 1 || at > 64) return null;
  const local = typed.slice(0, at);
  const domain = asciiDomain(typed.slice(at + 1));
  if (domain === null || !isAscii(local) || !LOCAL_PART.test(local.toLowerCase())) return null;
  const address = `${local.toLowerCase()}@${domain}`;
  return address.length <= MAX_LENGTH ? address : null;
}

const isAscii = (text: string): boolean => /^[\u0021-\u007e]+$/.test(text);

function asciiDomain(typed: string): string | null {
  const address = `http://${typed.normalize('NFC')}`;
  if (!DOMAIN_AS_TYPED.test(typed) || !URL.canParse(address)) return null;
  const domain = new URL(address).hostname;
  return DOMAIN.test(domain) ? domain : null;
}
