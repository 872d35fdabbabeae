import { flag, type Kind } from '../kind.js';
import { line, path, poly, rect } from '../shapes.js';
import { shadow, solid, stitches } from '../solids.js';

/** A bound notebook standing on its foot. elastic (a band round it), stitched (thread along the spine). */
export const notebook: Kind = {
  material: 'felt',
  scaleBeside: 'hand',
  focus: { x: 250, y: 196 },
  box: { w: 256, h: 352 },
  draw(p, params) {
    const cover = rect(84, 102, 212, 328, 8);
    const pages = Array.from({ length: 5 }, (_, i) => `M${299 + i * 5} ${419 - i * 3}V${100 - i * 3}`).join(
      '',
    );
    const mountain =
      path(poly([122, 246], [158, 190], [176, 214], [204, 172], [250, 246]), p.body.dark) +
      path(poly([190, 193], [204, 172], [220, 198], [208, 206], [200, 198]), p.accent.light);
    const label =
      path(rect(112, 150, 148, 118, 4), p.paper.mid) + mountain + line('M122 256H250', p.body.dark, 2);
    return (
      shadow(p, 208, 426, 118) +
      path(poly([98, 96], [122, 80], [330, 80], [330, 404], [300, 428], [296, 110]), p.body.dark) +
      path(poly([104, 102], [126, 86], [322, 86], [296, 104]), p.paper.light) +
      path(poly([296, 104], [322, 87], [322, 402], [296, 424]), p.paper.dark) +
      line(pages, p.paper.mid, 1.2) +
      solid(cover, p.body, { light: 7, dark: 12, drop: 6, stipple: 18 }) +
      path(poly([84, 110], [112, 102], [112, 430], [84, 422]), p.body.dark, { opacity: 0.55 }) +
      line('M113 103V429', p.body.dark, 2) +
      (flag(params, 'stitched') ? stitches('M100 112V420', p.accent.light, 3) : '') +
      label +
      (flag(params, 'elastic')
        ? path('M270 101h10v330h-10z', p.accent.mid) +
          path('M270 101h3v330h-3z', p.accent.light) +
          path(poly([270, 101], [280, 101], [306, 84], [298, 84]), p.accent.dark)
        : '')
    );
  },
};
