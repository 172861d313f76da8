/* The map of one place: Leaflet is fetched only when somebody taps. No tiles from elsewhere; outline and point stand on plain ground. */
(() => {
  'use strict';
  const load = (tag, facts) => new Promise((done, fail) => {
    const element = Object.assign(document.createElement(tag), facts);
    element.onload = done;
    element.onerror = fail;
    document.head.append(element);
  });

  async function draw(box) {
    const style = load('link', { rel: 'stylesheet', href: box.dataset.style });
    await Promise.all([style, window.L || load('script', { src: box.dataset.script })]);
    const answer = await fetch(box.dataset.map, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(answer.status);
    const found = await answer.json();
    const place = Object.assign(document.createElement('div'), { className: 'map-ground' });
    box.replaceChildren(place);
    const map = L.map(place, { attributionControl: false, zoomSnap: 0.5, scrollWheelZoom: false });
    const layer = L.geoJSON(found, {
      style: { color: '#0b5d3b', weight: 2, fillColor: '#e4f0e8', fillOpacity: 0.7 },
      pointToLayer: (feature, at) => L.circleMarker(at, {
        radius: 9, color: '#073f29', weight: 3, fillColor: '#f2b632', fillOpacity: 1, dashArray: feature.properties.guess ? '3 4' : null,
      }),
      onEachFeature: (feature, shape) => shape.bindTooltip(Object.assign(document.createElement('span'), { textContent: feature.properties.label }), {
        permanent: true, direction: feature.geometry.type === 'Point' ? 'top' : 'center', className: 'map-label',
      }),
    }).addTo(map);
    map.fitBounds(layer.getBounds().pad(0.15), { maxZoom: 16 });
    L.control.scale({ imperial: false }).addTo(map);
  }

  function wake(box) {
    const button = box.querySelector('button');
    const words = box.querySelector('[role=status]');
    box.hidden = false;
    button.addEventListener('click', () => {
      words.textContent = 'Mengambil peta…';
      button.setAttribute('aria-disabled', 'true');
      draw(box).catch(() => {
        button.removeAttribute('aria-disabled');
        words.textContent = 'Peta belum dapat diambil. Cari sinyal, lalu tekan lagi. Titik lokasinya tetap tertulis di atas';
      });
    });
  }
  document.querySelectorAll('[data-map]').forEach(wake);
})();
