// Drives the index page in headless Chromium: search, sort, open a derivation, follow links, print; no console errors.
//
//     node tests/browser/webpage.mjs OUT/index.html [FOLDER FOR PICTURES AND PDF]
//
// Needs Chromium (Debian: chromium; or CHROMIUM=/path) and playwright-core, found from the current folder, NODE_PATH or
// PLAYWRIGHT=/folder/with/node_modules. Where one is missing it says so and ends with 77, which ctest counts as skipped.
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , page_file, pictures] = process.argv;
const browser_path = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const skip = (why) => { console.log(`not run: ${why}`); process.exit(77); };
if (!page_file || !existsSync(page_file)) { console.error('usage: webpage.mjs index.html [folder]'); process.exit(2); }
if (!browser_path || !existsSync(browser_path)) skip('Chromium is not installed (apt-get install chromium)');
let chromium = null;
for (const folder of [process.env.PLAYWRIGHT, process.cwd(), ...(process.env.NODE_PATH || '').split(':')].filter(Boolean)) {
  try { ({ chromium } = createRequire(pathToFileURL(join(resolve(folder), 'x.js')))('playwright-core')); break; } catch { /* the next */ }
}
if (!chromium) skip('playwright-core is not installed (npm install playwright-core)');

let failures = 0;
const check = (what, is_so, seen) => {
  console.log(`${is_so ? 'ok  ' : 'FAIL'} ${what}${is_so ? '' : `: ${JSON.stringify(seen)}`}`);
  if (!is_so) failures += 1;
};

const browser = await chromium.launch({ executablePath: browser_path, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
page.setDefaultTimeout(120000);
const errors = [], requests = [];
page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) errors.push(message.text()); });
page.on('pageerror', (error) => errors.push(String(error)));
page.on('request', (request) => requests.push(request.url()));

const started = Date.now();
await page.goto(pathToFileURL(resolve(page_file)).href);
console.log(`loaded in ${Date.now() - started} ms, ${statSync(page_file).size} bytes`);
check('nothing but the page is requested', requests.length === 1, requests);
if (pictures) for (const width of [1280, 800]) {
  await page.setViewportSize({ width, height: 900 });
  await page.screenshot({ path: join(pictures, `top-${width}.png`) });
  check(`at ${width} px the page itself does not scroll sideways`, await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
}
await page.setViewportSize({ width: 1280, height: 900 });

// Sorting by keyboard: the column of totals up, down and as it was.
const totals = () => page.$$eval('#ranking-table tbody tr', (rows) => rows.map((row) => parseFloat(row.children[3].textContent)));
const as_it_was = await totals();
const head = page.locator('#ranking-table thead th').nth(3);
await head.locator('button').focus();
for (const [state, right] of [['ascending', (a, b) => a <= b], ['descending', (a, b) => a >= b]]) {
  await page.keyboard.press('Enter');
  check(`aria-sort is ${state}`, (await head.getAttribute('aria-sort')) === state);
  const numbers = (await totals()).filter((number) => !Number.isNaN(number));
  check(`totals are ${state}`, numbers.every((number, i) => i === 0 || right(numbers[i - 1], number)), numbers);
}
await page.keyboard.press('Enter');
check('a third press restores the order', JSON.stringify(await totals()) === JSON.stringify(as_it_was));

// Searching: a county and a word of an indicator.
const name = (await page.locator('section.region h2').first().textContent()).trim();
const indicator = (await page.locator('section.region').first().locator('tbody.item th').first().innerText()).split('\n')[0].trim();
await page.locator('#query').fill(`${name} ${indicator.slice(0, 4)}`);
await page.waitForFunction(() => document.getElementById('found').textContent !== '');
check('the count is announced', /找到 \d+ 个县区、\d+ 条指标/.test(await page.locator('#found').textContent()));
check('only that county is left', (await page.locator('section.region:visible').count()) === 1);
check('only its indicators are left', (await page.locator('tbody.item:visible').count()) >= 1 && (await page.locator('tbody.group:visible').count()) === 0);
if (pictures) await page.screenshot({ path: join(pictures, 'search.png') });
await page.locator('#query').fill('no such thing');
await page.waitForFunction(() => document.getElementById('found').textContent.startsWith('找到 0'));
await page.keyboard.press('Escape');
check('Escape shows everything again', (await page.locator('section.region:visible').count()) === (await page.locator('section.region').count()));

// Opening a derivation by keyboard, and by a link from the ledger.
const first = page.locator('section.region details').first();
if (await first.count()) {
  await first.locator('summary').focus();
  await page.keyboard.press('Enter');
  check('Enter opens a derivation', await first.evaluate((node) => node.open));
  await page.keyboard.press('Enter');
  check('and closes it', !(await first.evaluate((node) => node.open)));
}
await page.locator('#ranking-table tbody a[href^="#region"]').first().click();
check('a county of the ranking leads to its section', /#region-\d+$/.test(page.url()), page.url());
const ledger_link = page.locator('section.region a[href*="-rule-"]').last();
if (await ledger_link.count()) {
  const target = (await ledger_link.getAttribute('href')).slice(1);
  await ledger_link.click();
  await page.waitForTimeout(300);
  check('a line of the ledger leads to its rule and opens it',
    await page.evaluate((id) => { const d = document.getElementById(id).parentNode.querySelector('details'); return !d || d.open; }, target));
}
if (pictures) {
  const target = page.locator('section.region').nth(Math.min(1, (await page.locator('section.region').count()) - 1));
  for (const width of [1280, 800]) {
    await page.setViewportSize({ width, height: 900 });
    await target.scrollIntoViewIfNeeded();
    for (const i of [0, 1]) await target.locator('details').nth(i).evaluate((node) => { node.open = true; }).catch(() => {});
    await page.locator('#charts').screenshot({ path: join(pictures, `charts-${width}.png`) }).catch(() => {});
    await target.screenshot({ path: join(pictures, `county-${width}.png`) });
  }
}

// Printing opens every derivation and closes them afterwards.
const open = () => page.$$eval('details', (nodes) => nodes.filter((node) => node.open).length);
const before = await open();
await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
check('every derivation is open for printing', (await open()) === (await page.locator('details').count()));
await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
check('and as before afterwards', (await open()) === before);
if (pictures) await page.pdf({ path: join(pictures, 'page.pdf'), preferCSSPageSize: true, printBackground: false, timeout: 300000 });
check('no console errors', errors.length === 0, errors);
await browser.close();
process.exit(failures ? 1 : 0);
