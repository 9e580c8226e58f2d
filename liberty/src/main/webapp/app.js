'use strict';

const byId = (id) => document.getElementById(id);

const amounts = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** An answer that is not the one hoped for; status 0 where there was none. */
class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || 'The application does not answer. Is it running?');
    this.status = status;
    this.errors = problem.errors || [];
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused(0, {});
  }
  const isJson = (response.headers.get('Content-Type') || '').includes('json');
  const body = isJson ? await response.json() : {};
  if (!response.ok) {
    throw new Refused(response.status, body);
  }
  return body;
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

function itemCell(order, ...details) {
  const cell = element('td', order.item);
  const time = element('time', moments.format(new Date(order.createdAt)));
  time.dateTime = order.createdAt;
  const line = element('div', '', 'details');
  line.append(...details, time);
  cell.append(line);
  return cell;
}

function owner(order, me) {
  const isMine = order.owner === me;
  return element('span', isMine ? `${order.owner} (you)` : order.owner, isMine ? 'owner you' : 'owner');
}

function showOrders(id, orders, cell) {
  const rows = orders.map((order) => {
    const row = document.createElement('tr');
    row.append(cell(order), element('td', amounts.format(order.amount), 'amount'));
    return row;
  });
  if (rows.length === 0) {
    const none = element('td', 'No orders yet', 'none');
    none.colSpan = 2;
    const row = document.createElement('tr');
    row.append(none);
    rows.push(row);
  }
  byId(id).replaceChildren(...rows);
  byId(`${id}-count`).textContent = orders.length;
}

async function refresh() {
  const who = await ask('/api/whoami');
  const [mine, all] = await Promise.all([ask('/api/orders'), ask('/api/admin/orders')]);
  byId('user').textContent = who.user;
  byId('current-user').textContent = who.currentUser;
  byId('service-user').textContent = who.serviceUser;
  showOrders('mine', mine, (order) => itemCell(order));
  showOrders('all', all, (order) => itemCell(order, owner(order, who.currentUser)));
}

function frontDoorAdvice() {
  const link = element('a', 'http://localhost:8000');
  link.href = link.textContent;
  return [
    'Open the application through its front door, which signs people in. On your own machine that is ',
    link,
    ', unless you chose another port.',
  ];
}

function tryAgain() {
  const button = element('button', 'Try again', 'button');
  button.addEventListener('click', show);
  return [button];
}

function showNotice(title, text, advice) {
  const notice = byId('notice-content').content.cloneNode(true);
  notice.querySelector('h2').textContent = title;
  notice.querySelector('p').textContent = text;
  notice.querySelector('.advice').append(...advice);
  byId('notice').replaceChildren(notice);
  byId('content').hidden = true;
}

function showFailure(failure) {
  byId('switch').hidden = failure.status === 401;
  if (failure.status === 401) {
    showNotice('You are not signed in', 'So there are no orders to show.', frontDoorAdvice());
  } else if (failure.status === 403) {
    showNotice('You are not let in', failure.message, ['Switch to another person, who has a role there.']);
  } else {
    showNotice('The orders cannot be shown', failure.message, tryAgain());
  }
}

/** Shows the orders as they are now, or why there are none. */
async function update() {
  try {
    await refresh();
    byId('content').hidden = false;
    byId('switch').hidden = false;
  } catch (failure) {
    showFailure(failure);
  }
}

async function show() {
  byId('notice').replaceChildren();
  byId('loading').hidden = false;
  await update();
  byId('loading').hidden = true;
}

const form = byId('add');
const fields = { item: byId('item'), amount: byId('amount') };

function showErrors(errors) {
  for (const input of Object.values(fields)) {
    const wrong = errors.filter((error) => error.field === input.name);
    byId(`${input.name}-error`).textContent = wrong
      .map((error) => `The ${error.field} ${error.detail}.`)
      .join(' ');
    input.setAttribute('aria-invalid', String(wrong.length > 0));
  }
  form.querySelector('[aria-invalid="true"]')?.focus();
}

/** The order in the form, and what is plainly wrong with it; the rules themselves are the server's. */
function read() {
  const item = fields.item.value.trim();
  const amount = fields.amount.value.trim().replace(',', '.');
  const errors = [];
  if (item === '') {
    errors.push({ field: 'item', detail: 'must say what is ordered' });
  }
  if (amount === '' || Number.isNaN(Number(amount))) {
    errors.push({ field: 'amount', detail: 'must be a number' });
  }
  return { order: { item, amount: Number(amount) }, errors };
}

async function add(order) {
  const added = await ask('/api/orders', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(order),
  });
  form.reset();
  await update();
  byId('status').textContent = `Ordered: ${added.item}, ${amounts.format(added.amount)}.`;
  fields.item.focus();
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  if (button.getAttribute('aria-disabled') === 'true') {
    return;
  }
  const { order, errors } = read();
  byId('status').textContent = '';
  showErrors(errors);
  if (errors.length > 0) {
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  try {
    await add(order);
  } catch (failure) {
    if (failure.status === 401) {
      showFailure(failure);
    } else if (failure.errors?.length > 0) {
      showErrors(failure.errors);
    } else {
      byId('status').textContent = `Not ordered. ${failure.message}`;
    }
  } finally {
    button.setAttribute('aria-disabled', 'false');
  }
});

show();
