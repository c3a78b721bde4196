/** What Caddy and nginx must be told to stand before the Worker: these files are what the forged-header tests run. */

export interface ProxyOptions {
  /** Host name that visitors ask. */
  host: string;
  /** Where the Worker listens: `127.0.0.1:8787`. */
  upstream: string;
  /** Which Caddy reads it: Debian's 2.6, or the image of a newer one. */
  caddy?: "debian" | "image";
}

/** A container has no socket that outlives it: there the proxy keeps bodies at hand, to ask again. Ours have 4 KB at most. */
const further = { debian: "", image: "\t\trequest_buffers 64KB\n" } as const;

/**
 * Caddy gets and renews the certificate by itself, drops a client's own `X-Forwarded-For`, writes the
 * address that it sees, and passes event streams on at once.
 */
export function caddyfile({ host, upstream, caddy = "debian" }: ProxyOptions): string {
  return `# Written by npm run setup. Ports 80 and 443 must be open: Caddy gets the certificate through them.
${host} {
	encode gzip
	reverse_proxy ${upstream} {
		# While the Worker starts anew a visitor waits instead of seeing an error.
		lb_try_duration 8s
		lb_try_interval 100ms
${further[caddy]}		# A connection kept open would be cut in the middle of a question; a new one that is refused is tried again.
		transport http {
			keepalive off
		}
	}
}
`;
}

/** The part of nginx's configuration that goes into its `server { listen 443 ssl http2; … }`. */
export function nginxLocation({ upstream }: Pick<ProxyOptions, "upstream">): string {
  return `# Inside server { listen 443 ssl http2; server_name …; ssl_certificate …; ssl_certificate_key …; }
location / {
    proxy_pass http://${upstream};
    proxy_http_version 1.1;
    # A connection kept open would be cut in the middle of a question.
    proxy_set_header Connection close;
    # Passkeys and the console belong to the host that was asked, its port included.
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto $scheme;
    # Appended to what the client wrote; the Worker believes the last entry only.
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    # Else the states of a call arrive together when it is over.
    proxy_buffering off;
    proxy_read_timeout 65s;
    proxy_next_upstream error timeout;
}
`;
}
