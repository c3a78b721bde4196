/**
 * Lit without what this element never uses: every visitor loads the rest. Each row is a piece of Lit as
 * published, so a Lit that reads otherwise stops the build. The element's own suite runs on the whole of Lit; what is
 * served is run by the journeys and by the tests of hosts and wire.
 */
import type { Plugin } from "vite";

type Row = [piece: string, instead?: string];

const rows: Record<string, Row[]> = {
  "css-tag.js": [
    // Older browsers than those with constructable style sheets have no `<dialog>` either.
    [
      't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
      "!0",
    ],
    [
      'else for(const e of o){const o=document.createElement("style"),n=t.litNonce;void 0!==n&&o.setAttribute("nonce",n),o.textContent=e.cssText,s.appendChild(o)}',
    ],
    // Our one style sheet is a literal.
    ['if(this._$cssResult$=!0,o!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");'],
    ["t instanceof CSSStyleSheet?t:t.styleSheet", "t.styleSheet"],
    [
      "const s=this.t;if(e&&void 0===t){const e=void 0!==s&&1===s.length;e&&(t=o.get(s)),void 0===t&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),e&&o.set(s,t))}return t",
      "return t||(this.o=t=new CSSStyleSheet).replaceSync(this.cssText),t",
    ],
    [
      'c=e?t=>t:t=>t instanceof CSSStyleSheet?(t=>{let e="";for(const s of t.cssRules)e+=s.cssText;return r(e)})(t):t',
      "c=t=>t",
    ],
    ['"string"==typeof t?t:t+""', "t"],
    ["toString(){return this.cssText}"],
    ["this.cssText=t,this.t=e", "this.cssText=t"],
  ],
  "reactive-element.js": [
    // Attributes and properties are strings, and each property has its one accessor.
    [
      "if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}}static getPropertyDescriptor(t,s,i){const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??b}",
      "s.state&&(s.attribute=!1),this.elementProperties.set(t,s);const i=Symbol();e(this.prototype,t,{get(){return this[i]},set(e){const h=this[i];this[i]=e,this.requestUpdate(t,h,s)},configurable:!0,enumerable:!0})}",
    ],
    [
      'const i=this.constructor,e=i._$Eh.get(t);if(void 0!==e&&this._$Em!==e){const t=i.getPropertyOptions(e),h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.fromAttribute(s,t.type);this[e]=r??this._$Ej?.get(e)??r,this._$Em=null}',
      "const e=this.constructor._$Eh.get(t);void 0!==e&&this._$Em!==e&&(this._$Em=e,this[e]=s,this._$Em=null)",
    ],
    ["(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(s,i.type)", "s"],
    [
      "!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i)))",
      "!f(this[t],s)",
    ],
    ["const r=this.constructor;if(", "if("],
    [
      "C(t,s,{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),!0===e",
      "C(t,s,{reflect:e}){(this._$AL.has(t)||(this.hasUpdated||(s=void 0),this._$AL.set(t,s)),!0===e",
    ],
    [
      "const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}",
    ],
    ['return!1===i?void 0:"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0', "return!1===i?void 0:i??t"],
    ["createProperty(t,s=b)", "createProperty(t,s)"],
    ["h,getOwnPropertyNames:r,getOwnPropertySymbols:o,getPrototypeOf:n}", "h}"],
    [',c=a.trustedTypes,l=c?c.emptyScript:"",p=a.reactiveElementPolyfillSupport,d=(t,s)=>t'],
    // Nothing is inherited but from Lit itself; decorators, initializers and controllers aren't used.
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;'],
    [
      "const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}",
    ],
    ["static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}"],
    [",this.constructor.l?.forEach(t=>t(this))"],
    [
      'static _$Ei(){if(this.hasOwnProperty(d("elementProperties")))return;const t=n(this);t.finalize(),void 0!==t.l&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}',
    ],
    [
      'if(this.hasOwnProperty(d("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(d("properties"))){const t=this.properties,s=[...r(t),...o(t)];for(const i of s)this.createProperty(i,t[i])}',
      "const t=this.properties;this.elementProperties=new Map;for(const i in t)this.createProperty(i,t[i]);",
    ],
    [
      "this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(s){const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i}",
      "}",
    ],
    ["this.constructor.elementStyles", "[this.constructor.styles]"],
    ["this.attachShadow(this.constructor.shadowRootOptions)", 'this.attachShadow({mode:"open"})'],
    [
      'y.elementStyles=[],y.shadowRootOptions={mode:"open"},y[d("elementProperties")]=new Map,y[d("finalized")]=new Map,p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2");',
    ],
    [
      "addController(t){(this._$EO??=new Set).add(t),void 0!==this.renderRoot&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}",
    ],
    [",this._$EO?.forEach(t=>t.hostConnected?.())"],
    ["this._$EO?.forEach(t=>t.hostDisconnected?.())"],
    // Steps of an update that nobody overrides.
    [
      "t=this.shouldUpdate(s),t?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()",
      "this.willUpdate(s),this.update(s),t=!0",
    ],
    [
      "this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),",
      "this.hasUpdated=!0,",
    ],
    ["shouldUpdate(t){return!0}"],
    ["firstUpdated(t){}"],
    ["this.getUpdateComplete()}getUpdateComplete(){return this._$ES}", "this._$ES}"],
    [
      "const t=this.scheduleUpdate();return null!=t&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}",
      "return this.performUpdate(),!this.isUpdatePending}",
    ],
  ],
  "lit-element.js": [
    ["createRenderRoot(){const t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}"],
    ["this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),"],
    [
      "connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}",
    ],
    ['i._$litElement$=!0,i["finalized"]=!0,s.litElementHydrateSupport?.({LitElement:i});'],
    ["const o=s.litElementPolyfillSupport;o?.({LitElement:i});"],
    ['(s.litElementVersions??=[]).push("4.2.2");'],
  ],
  "lit-html.js": [
    // Drawings come as HTML; text areas, comments, elements themselves and properties take no values.
    ['l=2===i?"<svg>":3===i?"<math>":"",c', 'l="",c'],
    ['+(2===i?"</svg>":3===i?"</math>":"")'],
    [",2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}", ",0);"],
    [
      'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
    ],
    ["else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}"],
    [":6===r.type&&(i=new Z(h,this,t))", ":0"],
    ['"."===e[1]?I:'],
    [
      '"!--"===u[1]?c=_:void 0!==u[1]?c=m:void 0!==u[2]?(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p):void 0!==u[3]&&(c=p)',
      "c=p",
    ],
    ["c=n??v", "c=v"],
    ["c===$||c===g?c=p:c===_||c===m?c=v:(c=p,n=void 0)", "c=p"],
    // What is no template of ours is still refused: a record that poses as one must not become markup.
    ['Error("invalid template strings array")', "Error()"],
    ["else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));"],
    // No directives, nothing asynchronous, no parts that somebody else looks into.
    ["t=M(this,t,i),"],
    ["t=M(this,t,i,0),"],
    ["r=M(this,e[s+n],i,n)", "r=e[s+n]"],
    [
      "if((t=M(this,t,i,0)??A)===E)return;const s=this._$AH,e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);e&&this.element.removeEventListener(this.name,this,s),h&&this.element.addEventListener(this.name,this,t),this._$AH=t",
      "this._$AH===A&&this.element.addEventListener(this.name,this),this._$AH=t",
    ],
    [
      '"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)',
      "this._$AH.call(this.options.host,t)",
    ],
    [
      '"number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s)',
      "this._$AC(t)",
    ],
    ["(t?.creationScope??l)", "l"],
    ["this._$AN=void 0,"],
    ["get _$AU(){return this._$AM._$AU}"],
    ["get _$AU(){return this._$AM?._$AU??this._$Cv}"],
    [",this._$Cv=e?.isConnected??!0"],
    ["get parentNode(){return this._$AM.parentNode}"],
    [
      "get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}",
    ],
    ["get tagName(){return this.element.tagName}"],
    ["setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}"],
    ["this._$AP?.(!1,!0,s)"],
    ["this.type=1,"],
    ["this.type=2,"],
    ["constructor(){super(...arguments),this.type=4}"],
    ["constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}"],
    [
      "const e=s?.renderBefore??i;let h=e._$litPart$;if(void 0===h){const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}",
      "let h=i._$litPart$;void 0===h&&(i._$litPart$=h=new k(i.insertBefore(c(),null),null,void 0,s));",
    ],
    [",B=t.litHtmlPolyfillSupport;B?.(S,k),", ";"],
    ['(t.litHtmlVersions??=[]).push("3.3.3");'],
  ],
};

export function leanLit(): Plugin {
  return {
    name: "lean-lit",
    applyToEnvironment: ({ name }) => name === "client",
    transform(code, id) {
      const [, file = ""] = /node_modules\/@?lit.*\/([^/?]+)$/.exec(id) ?? [];
      const pieces = rows[file];
      if (!pieces) return null;
      return pieces.reduce((left, [piece, instead = ""]) => {
        if (!left.includes(piece)) this.error(`${file} of this Lit does not read "${piece}"`);
        return left.replaceAll(piece, () => instead);
      }, code);
    },
  };
}
