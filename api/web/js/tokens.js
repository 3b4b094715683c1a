// Colours of the stylesheet, as the browser resolves them for the theme that is shown.

/**
 * The colour of a custom property, for example `token('--for')` → `rgb(15, 107, 98)`.
 * @param {string} name
 * @returns {string}
 */
export function token(name) {
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour
}

/**
 * Calls back when the theme of the system changes; a choice of the reader's own is made by a new page.
 * @param {() => void} act
 */
export function onThemeChange(act) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', act)
}
