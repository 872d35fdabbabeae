import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'doctype-style': ['error', { style: 'lowercase' }],
    // Boxes to tick share a name: that is how a form says that several values are chosen.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button'] }],
    // A template's blank lines and the ends of its lines are not for people.
    'no-trailing-whitespace': 'off',
  },
});

/** What html-validate has against a page as it was sent: rule, place, sentence. */
export async function htmlProblems(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results
    .flatMap(({ messages }) => messages)
    .map(
      ({ ruleId, line, message, selector }) => `${ruleId} at line ${line} (${selector ?? ''}): ${message}`,
    );
}
