/** What stands before the addresses of pages in the language of this page: `/de`, nothing in the shop's own. */
const folder = document.documentElement.dataset.folder ?? '';

/** `/cart` as shoppers of this page's language see it. */
export const pageAddress = (path) => folder + path;
