// The reader: go from position to position by key, click or pointer; what is copied brings its citation along.

const reader = /** @type {HTMLElement} */ (document.querySelector('.reader'))
const text = /** @type {HTMLElement} */ (reader.querySelector('.text'))
/** @type {HTMLElement[]} */
const notes = [...reader.querySelectorAll('.notes > li')].map((note) => /** @type {HTMLElement} */ (note))
const walk = /** @type {HTMLElement | null} */ (reader.querySelector('.walk'))
const status = /** @type {HTMLElement | null} */ (reader.querySelector('[role=status]'))
let current = 0

/** @param {number} number @returns {NodeListOf<HTMLElement>} the stretches of text that a position's quotation covers */
const stretches = (number) => text.querySelectorAll(`mark[data-p~="${number}"]`)

/** @param {number} number @returns {HTMLAnchorElement | null} the number in the text */
const anchor = (number) => text.querySelector(`a.anchor[data-n="${number}"][id]`)

/** @param {string} name @param {number} number @param {boolean} on */
function highlight(name, number, on) {
  for (const stretch of stretches(number)) stretch.classList.toggle(name, on)
  notes[number - 1]?.classList.toggle(name, on)
}

/**
 * Makes a position the current one: shows it in text and list, and puts it into the address.
 * @param {number} number
 * @param {{ focus?: boolean, scroll?: boolean }} [options]
 */
function go(number, { focus = true, scroll = true } = {}) {
  const place = anchor(number)
  if (!place) return
  if (current) highlight('current', current, false)
  current = number
  highlight('current', number, true)
  const note = notes[number - 1]
  for (const one of notes) one.toggleAttribute('aria-current', one === note)
  if (location.hash !== `#${place.id}`) history.replaceState(null, '', `#${place.id}`)
  if (focus) place.focus({ preventScroll: true })
  if (scroll) place.scrollIntoView({ block: 'center' })
  note?.scrollIntoView({ block: 'nearest' })
  if (scroll) place.scrollIntoView({ block: 'center' })
  if (status) status.textContent = `${number} / ${notes.length}`
}

/** @param {number} step */
function move(step) {
  const next = current ? current + step : step > 0 ? 1 : notes.length
  go(Math.min(Math.max(next, 1), notes.length))
}

/** @param {Element} mark @returns {number} the position with the shortest quotation here */
function smallest(mark) {
  const numbers = (mark.getAttribute('data-p') ?? '').split(' ').map(Number)
  const length = (/** @type {number} */ n) => [...stretches(n)].reduce((sum, one) => sum + (one.textContent ?? '').length, 0)
  return numbers.reduce((best, one) => (length(one) < length(best) ? one : best))
}

/** @param {number} number @returns {string} title, date, source and address of a passage */
function citation(number) {
  const { title, date, source, place } = reader.dataset
  const here = new URL(location.href)
  here.hash = anchor(number)?.id ?? ''
  const note = number ? ` ${place} ${number}.` : ''
  return `${title}. ${source}, ${date}.${note} ${here.href}`
}

/** @param {string} message */
function tell(message) {
  if (status) status.textContent = message
}

const fromHash = () => {
  const place = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null
  if (place?.matches('a.anchor')) go(Number(place.dataset.n))
}

text.addEventListener('click', (event) => {
  const target = /** @type {Element} */ (event.target)
  const link = target.closest('a.anchor')
  if (link) {
    event.preventDefault()
    go(Number(link.getAttribute('data-n')))
    return
  }
  const mark = target.closest('mark[data-p]')
  if (mark && getSelection()?.isCollapsed) go(smallest(mark), { scroll: false })
})

reader.querySelector('.notes')?.addEventListener('click', (event) => {
  const link = /** @type {Element} */ (event.target).closest('a.to')
  if (!link) return
  event.preventDefault()
  go(Number(link.closest('li')?.getAttribute('data-n')))
})

// Keys work while the reader has the focus, and nowhere else (WCAG 2.1.4).
reader.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'n' || event.key === 'j') move(1)
  else if (event.key === 'p' || event.key === 'k') move(-1)
  else return
  event.preventDefault()
})

for (const [event, on] of /** @type {[string, boolean][]} */ ([['pointerover', true], ['pointerout', false]])) {
  reader.addEventListener(event, (happened) => {
    const target = /** @type {Element} */ (happened.target)
    const mark = target.closest('mark[data-p]')
    if (mark) for (const number of (mark.getAttribute('data-p') ?? '').split(' ')) highlight('over', Number(number), on)
    else highlight('over', Number(target.closest('.notes > li')?.getAttribute('data-n') ?? 0), on)
  })
}

text.addEventListener('copy', (event) => {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !event.clipboardData) return
  const part = selection.getRangeAt(0).cloneContents()
  for (const one of part.querySelectorAll('a.anchor')) one.remove()
  const first = selection.getRangeAt(0).startContainer
  const start = (first instanceof Element ? first : first.parentElement)?.closest('mark[data-p]')
  event.clipboardData.setData('text/plain', `“${(part.textContent ?? '').trim()}”\n${citation(start ? smallest(start) : 0)}`)
  event.preventDefault()
  tell(reader.dataset.copied ?? '')
})

if (walk && notes.length) {
  walk.hidden = false
  for (const button of walk.querySelectorAll('button[data-step]')) {
    button.addEventListener('click', () => move(Number(button.getAttribute('data-step'))))
  }
  walk.querySelector('[data-copy]')?.addEventListener('click', async () => {
    const number = current || 1
    const words = [...stretches(number)].map((one) => one.textContent).join('')
    await navigator.clipboard?.writeText(`“${words.trim()}”\n${citation(number)}`)
    tell(reader.dataset.copied ?? '')
  })
}
addEventListener('hashchange', fromHash)
fromHash()
