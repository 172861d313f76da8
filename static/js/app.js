/* DIGILOKA. Every page works without this file; it guards against double sending and lost signal, reads the GPS, and watches progress.
   Pages speak to it through data-attributes only: data-send, data-once, data-gps, data-poll, data-file, data-exclusive (docs/design.md). */
(() => {
  'use strict';
  const KEPT = 'Jawaban Anda tetap ada di layar ini.';
  const OFFLINE = `Belum terkirim: HP atau komputer ini sedang tidak terhubung ke internet. ${KEPT} Cari sinyal, lalu tekan tombol lagi`;
  const NO_ANSWER = `Belum terkirim: sinyal lemah atau server sedang tidak menjawab. ${KEPT} Tunggu sebentar, lalu tekan tombol lagi`;
  const SERVER_AWAY = `Server sedang tidak menjawab. ${KEPT} Tunggu sebentar, lalu tekan tombol lagi`;
  const TROUBLE = `Sistem sedang bermasalah. ${KEPT} Coba lagi sebentar`;
  const SIGNED_OUT = 'Waktu masuk Anda habis. Jawaban di layar ini belum hilang. Masuk lagi, lalu kirim ulang';
  const one = (selector, within = document) => within.querySelector(selector);
  const shown = (number) => number.toLocaleString('id-ID', { maximumFractionDigits: 1 });

  /* ---- sending a form ---- */

  function hold(form, button) {
    form.dataset.busy = '1';
    if (!button) return;
    button.setAttribute('aria-disabled', 'true');
    button.words = button.innerHTML;
    button.textContent = button.dataset.busy || 'Menyimpan…';
  }

  function release(form) {
    delete form.dataset.busy;
    for (const button of form.querySelectorAll('[aria-disabled]')) {
      button.removeAttribute('aria-disabled');
      if (button.words) button.innerHTML = button.words;
    }
  }

  function tell(form, words, link, linkWords = 'Masuk') {
    release(form);
    const place = one('[data-status]', form);
    if (!place) return;
    place.className = 'sending notice no';
    const said = link ? document.createElement('span') : place;
    said.textContent = words;
    if (link) {
      const a = document.createElement('a');
      Object.assign(a, { href: link, target: '_blank', rel: 'opener', textContent: linkWords });
      said.append(' ', a);
      place.replaceChildren(said);
    }
    place.tabIndex = -1;
    place.focus();
  }

  function body(form, button) {
    let data;
    try {
      data = new FormData(form, button);
    } catch {
      data = new FormData(form);
      if (button && button.name) data.append(button.name, button.value);
    }
    return form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data);
  }

  function uploading(form, event) {
    if (!event.lengthComputable || form.enctype !== 'multipart/form-data') return;
    const place = one('[data-status]', form);
    let bar = one('progress', place);
    if (!bar) {
      place.className = 'sending progress';
      place.innerHTML = '<progress aria-label="Pengiriman berkas"></progress><p></p>';
      bar = one('progress', place);
    }
    bar.max = event.total;
    bar.value = event.loaded;
    one('p', place).textContent = event.loaded < event.total
      ? `Mengirim: ${shown(event.loaded / 1e6)} dari ${shown(event.total / 1e6)} MB`
      : 'Berkas terkirim. Sedang diperiksa';
  }

  function send(form, button, again) {
    const request = new XMLHttpRequest();
    const where = (button && button.getAttribute('formaction')) || form.getAttribute('action') || location.href;
    request.open('POST', where);
    request.setRequestHeader('X-Lanjut', '1');
    request.setRequestHeader('Accept', 'text/html, application/json;q=0.9');
    if (form.enctype !== 'multipart/form-data') request.timeout = 60000;
    request.upload.onprogress = (event) => uploading(form, event);
    request.onload = () => answered(form, button, request, again, where);
    request.onerror = request.ontimeout = () => unanswered(form);
    request.send(body(form, button));
  }

  /* Only a device that knows that it is offline knows why: a server that is gone looks like a lost signal from here. */
  function unanswered(form) {
    tell(form, navigator.onLine ? NO_ANSWER : OFFLINE);
  }

  function answered(form, button, request, again, where) {
    const type = request.getResponseHeader('Content-Type') || '';
    let said = {};
    if (type.includes('json')) {
      try { said = JSON.parse(request.responseText); } catch { said = {}; }
    }
    if (said.next) return leave(said.next);
    if (said.code === 'csrf' && !again) return renew(form, button);
    if (request.status === 401) return tell(form, said.message || SIGNED_OUT, said.link, said.link_text);
    if (said.message) return tell(form, said.message);
    if (request.status > 500) return tell(form, SERVER_AWAY);
    if (request.status === 500 || !type.includes('html')) return tell(form, TROUBLE);
    if (request.responseURL && request.responseURL.split('#')[0] !== new URL(where, location.href).href.split('#')[0]) {
      return location.assign(request.responseURL);
    }
    return replace(form, request.responseText);
  }

  function leave(next) {
    const to = new URL(next, location.href);
    const same = to.hash && to.href.split('#')[0] === location.href.split('#')[0];
    location.assign(to);
    if (same) location.reload();
  }

  /* The page was open longer than its token lives: take a new token, keep what was typed, send once more. */
  function renew(form, button) {
    fetch(location.href, { cache: 'no-store' }).then((answer) => (answer.status < 500 ? answer.text() : null)).then((text) => {
      if (text === null) return tell(form, SERVER_AWAY);
      const fresh = one('[name=csrf_token]', new DOMParser().parseFromString(text, 'text/html'));
      if (!fresh) return tell(form, SIGNED_OUT);
      for (const input of document.querySelectorAll('[name=csrf_token]')) input.value = fresh.value;
      return send(form, button, true);
    }).catch(() => unanswered(form));
  }

  /* The same page came back with faults: show it without losing files that were already chosen. */
  function replace(form, text) {
    const page = new DOMParser().parseFromString(text, 'text/html');
    const main = one('main', page);
    if (!main) return tell(form, TROUBLE);
    for (const old of form.querySelectorAll('input[type=file]')) {
      const fresh = old.files.length && main.querySelector(`input[type=file][name="${CSS.escape(old.name)}"]`);
      if (fresh) fresh.replaceWith(old);
    }
    one('main').replaceWith(main);
    document.title = page.title;
    wake(main);
    window.scrollTo(0, 0);
    (one('[data-mistakes]') || main).focus();
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-send], [data-once]') || event.defaultPrevented) return;
    if (form.dataset.busy) return event.preventDefault();
    if (form.matches('[data-once]')) {
      form.dataset.busy = '1';
      setTimeout(release, 4000, form);
      return;
    }
    event.preventDefault();
    hold(form, event.submitter);
    send(form, event.submitter);
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('form[data-busy]').forEach(release);
  });

  /* ---- GPS: the best fix within 30 seconds, and how good it is ---- */

  function locate(box) {
    const words = one('[role=status]', box);
    const button = one('button', box);
    let best = null;
    let watch = null;
    let timer = null;
    const say = (text, fix) => { words.textContent = text; words.dataset.fix = fix || ''; };
    const set = (name, value) => {
      const input = box.dataset[name] && document.getElementById(box.dataset[name]);
      if (!input) return;
      input.value = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const end = (refused) => {
      navigator.geolocation.clearWatch(watch);
      clearTimeout(timer);
      button.removeAttribute('aria-disabled');
      if (refused) return say('Izin lokasi belum diberikan. Anda tetap bisa lanjut dengan memilih kelurahan', 'poor');
      if (!best) return say('Lokasi belum didapat. Pindah ke tempat terbuka, lalu ambil lagi. Anda boleh lanjut', 'poor');
      const metres = Math.ceil(best.coords.accuracy);
      return metres <= 50
        ? say(`Lokasi didapat. Ketelitian sekitar ${shown(metres)} meter`, 'good')
        : say(`Lokasi kurang teliti (${shown(metres)} meter). Pindah ke tempat terbuka, lalu ambil lagi. Anda boleh lanjut`, 'poor');
    };
    button.setAttribute('aria-disabled', 'true');
    say('Mencari lokasi. Tunggu sampai 30 detik');
    watch = navigator.geolocation.watchPosition((fix) => {
      if (best && best.coords.accuracy <= fix.coords.accuracy) return;
      best = fix;
      set('lat', fix.coords.latitude.toFixed(6));
      set('lon', fix.coords.longitude.toFixed(6));
      set('accuracy', Math.ceil(fix.coords.accuracy));
      set('source', 'gps');
      set('taken', new Date(fix.timestamp).toISOString());
      if (fix.coords.accuracy <= 20) end();
      else say(`Ketelitian sekitar ${shown(Math.ceil(fix.coords.accuracy))} meter. Masih mencari`);
    }, (fault) => { if (fault.code === 1) end(true); }, { enableHighAccuracy: true, timeout: 30000, maximumAge: 0 });
    timer = setTimeout(end, 30000);
  }

  /* ---- progress: asks less and less often, not at all in a hidden tab ---- */

  function follow(box) {
    const bar = one('progress', box);
    const words = one('[role=status]', box);
    let wait = 1000;
    const later = (growth) => {
      wait = Math.min(wait * growth, 15000);
      setTimeout(ask, wait);
    };
    const ask = () => {
      if (!box.isConnected) return;
      if (document.hidden) return document.addEventListener('visibilitychange', ask, { once: true });
      fetch(box.dataset.poll, { headers: { Accept: 'application/json' }, cache: 'no-store' })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
        .then((now) => {
          bar.max = now.total || 1;
          bar.value = now.value;
          if (words.textContent !== now.text) words.textContent = now.text;
          if (now.next) leave(now.next);
          else later(1.15);
        })
        .catch(() => later(2));
    };
    setTimeout(ask, wait);
  }

  /* ---- small comforts ---- */

  /* What belongs to a choice that is not chosen is hidden, and sends nothing. */
  function silence(root) {
    for (const part of root.querySelectorAll('.choice + .reveal')) {
      const off = !one('input', part.previousElementSibling).checked;
      part.querySelectorAll('input, select, textarea').forEach((field) => { field.disabled = off; });
    }
  }
  addEventListener('pageshow', () => silence(document)); /* going back may tick boxes after us */

  document.addEventListener('change', (event) => {
    const input = event.target;
    if (input.type === 'file') {
      const place = input.closest('[data-file]') && one('[data-file-name]', input.closest('[data-file]'));
      if (place) place.textContent = Array.from(input.files, (f) => `${f.name} (${shown(Math.max(f.size / 1e6, 0.1))} MB)`).join(', ');
    } else if (input.type === 'checkbox' && input.checked) {
      const group = input.closest('.choices');
      const alone = 'exclusive' in input.dataset;
      for (const other of group ? group.querySelectorAll('input[type=checkbox]') : []) {
        if (other !== input && (alone || 'exclusive' in other.dataset)) other.checked = false;
      }
    }
    if (input.type === 'checkbox' || input.type === 'radio') silence(document);
  });
  for (const [name, over] of [['dragover', true], ['dragleave', false], ['drop', false]]) {
    document.addEventListener(name, (event) => {
      const zone = event.target.closest && event.target.closest('[data-file]');
      if (zone) zone.classList.toggle('over', over);
    });
  }
  document.addEventListener('click', (event) => {
    const button = event.target.closest && event.target.closest('[data-gps] button');
    if (button && !button.hasAttribute('aria-disabled')) locate(button.closest('[data-gps]'));
  });

  function wake(root) {
    silence(root);
    root.querySelectorAll('[data-poll]').forEach(follow);
    if (navigator.geolocation) root.querySelectorAll('[data-gps]').forEach((box) => { box.hidden = false; });
  }
  wake(document);
  const mistakes = one('[data-mistakes]');
  if (mistakes) mistakes.focus();
})();
