/** These run inside the browser: they may use nothing from outside themselves. */

/** Elements that reach beyond an edge of a page that can be scrolled sideways; empty when it cannot. */
export function widerThanScreen(): string[] {
  const screen = document.documentElement.clientWidth;
  const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  if (wide <= screen) return [];
  const guilty = Array.from(document.querySelectorAll('body *')).filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return document.dir === 'rtl' ? left < -1 : right > screen + 1;
  });
  const describe = (element: Element) => `${element.tagName.toLowerCase()}.${element.className}`;
  return [`${wide} px on ${screen} px`, ...guilty.slice(0, 5).map(describe)];
}

/** What is wrong with the bones of the page: title, headings, landmarks, skip link, alternative texts, words. */
export function structureProblems(): string[] {
  const problems: string[] = [];
  const all = (selector: string) => Array.from(document.querySelectorAll<HTMLElement>(selector));
  const count = (selector: string, wanted: number) => {
    const found = all(selector).length;
    if (found !== wanted) problems.push(`${found} ${selector} instead of ${wanted}`);
  };
  count('h1', 1);
  for (const landmark of ['body > header', 'main', 'body > footer']) count(landmark, 1);
  if (all('header nav').length === 0) problems.push('no navigation in the header');
  if (!document.documentElement.lang) problems.push('no language');
  if (!/\S.* – \S/.test(document.title)) problems.push(`the title ${document.title}`);

  const first = document.querySelector<HTMLAnchorElement>('a, button, input, summary, [tabindex]');
  const target = first?.getAttribute('href') ?? '';
  if (!target.startsWith('#') || !document.querySelector(`main${target}`))
    problems.push(`the first stop is ${first?.outerHTML.slice(0, 100)}, no link to the content`);

  for (const image of all('img')) {
    if (!image.hasAttribute('alt')) problems.push(`no alt: ${image.outerHTML.slice(0, 100)}`);
    const isAlone = image.closest('a, button') && !image.closest('a, button')!.textContent.trim();
    const isSeenOnly = image.closest('[aria-label], [aria-hidden="true"]');
    if (isAlone && !image.getAttribute('alt') && !isSeenOnly)
      problems.push(`a link without words: ${image.outerHTML.slice(0, 100)}`);
  }

  const ids = all('[id]').map((element) => element.id);
  for (const id of ids.filter((one, at) => ids.indexOf(one) !== at))
    problems.push(`two elements are called ${id}`);

  const spoken = all('[aria-label], [title], [placeholder], [alt]').flatMap((element) =>
    ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
  );
  const texts = [document.title, document.body.innerText, ...spoken].join('\n');
  const areas = 'common|home|catalog|cart|checkout|account|orders|mail|errors|pages';
  const unsaid = [
    new RegExp(`(?<![\\w/@.])(${areas})\\.[a-z0-9_-]+(\\.[a-z0-9_-]+)*`, 'g'),
    /\{[A-Za-z_]\w*[,}]/g,
    /\b(undefined|NaN|null|\[object \w+\])\b/g,
    /\{\{|\}\}/g,
    /&(amp|lt|gt|quot|#\w+);/g,
  ];
  for (const pattern of unsaid)
    for (const [text] of texts.matchAll(pattern)) problems.push(`"${text}" where a sentence should stand`);
  return problems;
}
