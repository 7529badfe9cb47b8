"""What is measured on a page as it stands: what scrolls sideways, what is cut, what overlaps, what the keyboard reaches.

Takes a page of the browser, gives lists of faults in words, empty when there is none.
"""

from __future__ import annotations

from playwright.sync_api import Page

DEFILEMENT = """() => {
  const lieux = [document.querySelector('[data-testid=stMain]'), document.documentElement].filter(Boolean);
  return lieux.map(l => l.scrollWidth - l.clientWidth).filter(ecart => ecart > 0);
}"""

_VISIBLE = """
  const masque = e => { for (let n = e; n; n = n.parentElement) if (getComputedStyle(n).clipPath.startsWith('inset(50%')) return true; return false; };
  const visible = e => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && !e.closest('.om-voix, [aria-hidden=true], caption')
    && !masque(e) && e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().height > 1;
"""

COUPES = (
    """() => {"""
    + _VISIBLE
    + """
  // A row of tabs too long for the screen has its own arrows and follows the keyboard: it is not cut.
  const onglets = e => e.matches('[role=tablist]') || e.querySelector('[role=tablist]');
  const coupe = e => {
    const s = getComputedStyle(e);
    const large = s.overflowX !== 'visible' && s.overflowX !== 'auto' && s.overflowX !== 'scroll' && e.scrollWidth > e.clientWidth + 2;
    const haut = s.overflowY !== 'visible' && s.overflowY !== 'auto' && s.overflowY !== 'scroll' && e.scrollHeight > e.clientHeight + 2;
    return large || haut;
  };
  return [...document.querySelectorAll('[data-testid=stMain] *, .om-statique *')]
    .filter(e => e instanceof HTMLElement && e.innerText?.trim() && visible(e) && coupe(e) && !onglets(e))
    .map(e => e.tagName + '.' + e.className + ' : ' + e.innerText.trim().slice(0, 60));
}"""
)

CHEVAUCHEMENTS = (
    """() => {"""
    + _VISIBLE
    + """
  const feuilles = [...document.querySelectorAll(
    'main :is(h1, h2, h3, p, li, dt, dd, summary, label, button, a, td, th, caption)')]
    .filter(e => e.innerText?.trim() && visible(e) && !e.querySelector('h1, h2, h3, p, li, button, a, table, details'))
    .filter(e => !e.closest('[data-testid=stPlotlyChart]'));
  const cadres = e => getComputedStyle(e).display === 'inline' ? [...e.getClientRects()] : [e.getBoundingClientRect()];
  const boites = feuilles.flatMap(e => cadres(e).map(r => [e, r])).map(([e, r]) => [e, r, e.closest('.om-defile, .om-matrice, .om-cotes, [role=tablist]')]);
  const found = [];
  for (let i = 0; i < boites.length; i++) for (let j = i + 1; j < boites.length; j++) {
    const [a, ra, da] = boites[i], [b, rb, db] = boites[j];
    if (da !== db || a.contains(b) || b.contains(a)) continue;
    const x = Math.min(ra.right, rb.right) - Math.max(ra.left, rb.left), y = Math.min(ra.bottom, rb.bottom) - Math.max(ra.top, rb.top);
    if (x > 3 && y > 3) found.push(a.innerText.trim().slice(0, 40) + ' / ' + b.innerText.trim().slice(0, 40));
  }
  return found.slice(0, 10);
}"""
)

SANS_TITRE = """() => [...document.querySelectorAll('table')]
  .filter(t => !t.caption && !t.getAttribute('aria-label') && !t.getAttribute('aria-labelledby'))
  .map(t => t.outerHTML.slice(0, 120))"""

ATTENDUS = """() => {
  const choix = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const ferme = e => { const d = e.closest('details:not([open])'); return d && !(e.tagName === 'SUMMARY' && e.parentElement === d && !d.parentElement.closest('details:not([open])')); };
  const style = e => [e, e.parentElement, e.parentElement?.parentElement].filter(Boolean).map(n => { const s = getComputedStyle(n);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine, s.color, s.transform].join('|'); }).join(';');
  window.omStyle = style;
  const groupes = new Set();
  const found = [];
  for (const e of document.querySelectorAll(choix)) {
    if (e.tabIndex < 0 || e.disabled || ferme(e) || !e.checkVisibility({checkVisibilityCSS: true})) continue;
    const groupe = e.matches('[role=radio]') ? e.closest('[role=radiogroup]') : null;
    if (groupe && groupes.has(groupe)) continue;
    if (groupe) groupes.add(groupe);
    e.dataset.omRang = found.length;
    e.dataset.omRepos = style(e);
    if (groupe) groupe.querySelectorAll('[role=radio]').forEach(r => { r.dataset.omRang = found.length; r.dataset.omRepos = style(r); });
    found.push((e.getAttribute('aria-label') || e.innerText || e.name || e.tagName).trim().slice(0, 60));
  }
  return found;
}"""

ICI = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return [-1, true];
  return [e.dataset.omRang === undefined ? -2 : Number(e.dataset.omRang), window.omStyle(e) !== e.dataset.omRepos];
}"""


def measure_layout(page: Page) -> list[str]:
    """What scrolls sideways, is cut or overlaps."""
    aside = [f"défile de côté : {gap} px" for gap in page.evaluate(DEFILEMENT)]
    cut = [f"coupé : {text}" for text in page.evaluate(COUPES)]
    over = [f"se chevauchent : {text}" for text in page.evaluate(CHEVAUCHEMENTS)]
    return aside + cut + over


def list_untitled_tables(page: Page) -> list[str]:
    """Tables without a caption or a name."""
    return list(page.evaluate(SANS_TITRE))


def walk(page: Page) -> tuple[list[str], list[str], list[int]]:
    """What the Tab key never reaches, what shows no focus when it does, and the ranks in the order of the keyboard."""
    names: list[str] = page.evaluate(ATTENDUS)
    page.evaluate("document.activeElement?.blur(); window.getSelection()?.removeAllRanges()")
    order: list[int] = []
    dull: set[int] = set()
    for _ in range(3 * len(names) + 20):
        page.keyboard.press("Tab")
        rank, shown = page.evaluate(ICI)
        if rank == -1 and order:
            break
        if rank >= 0 and rank not in order:
            order.append(rank)
            if not shown:
                dull.add(rank)
        if len(order) == len(names):
            break
    missed = [name for rank, name in enumerate(names) if rank not in order]
    return missed, [names[rank] for rank in sorted(dull)], order
